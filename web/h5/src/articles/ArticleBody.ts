import { h, type FunctionalComponent } from 'vue'
import { nodesOf } from './clean'

export const ArticleBody: FunctionalComponent<{ html: string }> = (props) =>
  h('div', { class: 'article-body' }, nodesOf(props.html))
ArticleBody.props = ['html']
