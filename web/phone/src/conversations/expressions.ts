export interface Expression {
  /** Its picture in expressions.svg. */
  name: string
  zh: string
  en: string
  /** What older clients write, such as `/::)`; empty where there is none. */
  legacy: string
}

/** The expressions this phone draws. Codes it does not know stay text, as in every client. */
export const expressions: readonly Expression[] = [
  { name: 'smile', zh: '微笑', en: 'Smile', legacy: '/::)' },
  { name: 'grimace', zh: '撇嘴', en: 'Grimace', legacy: '/::~' },
  { name: 'drool', zh: '色', en: 'Drool', legacy: '/::B' },
  { name: 'scowl', zh: '发呆', en: 'Scowl', legacy: '/::|' },
  { name: 'cool', zh: '得意', en: 'CoolGuy', legacy: '/:8-)' },
  { name: 'sob', zh: '流泪', en: 'Sob', legacy: '/::<' },
  { name: 'shy', zh: '害羞', en: 'Shy', legacy: '/::$' },
  { name: 'silent', zh: '闭嘴', en: 'Silent', legacy: '/::X' },
  { name: 'sleep', zh: '睡', en: 'Sleep', legacy: '/::Z' },
  { name: 'cry', zh: '大哭', en: 'Cry', legacy: "/::'(" },
  { name: 'awkward', zh: '尴尬', en: 'Awkward', legacy: '/::-|' },
  { name: 'angry', zh: '发怒', en: 'Angry', legacy: '/::@' },
  { name: 'tongue', zh: '调皮', en: 'Tongue', legacy: '/::P' },
  { name: 'grin', zh: '呲牙', en: 'Grin', legacy: '/::D' },
  { name: 'surprise', zh: '惊讶', en: 'Surprise', legacy: '/::O' },
  { name: 'frown', zh: '难过', en: 'Frown', legacy: '/::(' },
  { name: 'ruthless', zh: '酷', en: 'Ruthless', legacy: '/::+' },
  { name: 'blush', zh: '冷汗', en: 'Blush', legacy: '/:--b' },
  { name: 'scream', zh: '抓狂', en: 'Scream', legacy: '/::Q' },
  { name: 'puke', zh: '吐', en: 'Puke', legacy: '/::T' },
  { name: 'chuckle', zh: '偷笑', en: 'Chuckle', legacy: '/:,@P' },
  { name: 'joyful', zh: '愉快', en: 'Joyful', legacy: '/:,@-D' },
  { name: 'slight', zh: '白眼', en: 'Slight', legacy: '/::d' },
  { name: 'smug', zh: '傲慢', en: 'Smug', legacy: '/:,@o' },
  { name: 'hungry', zh: '饥饿', en: 'Hungry', legacy: '/::g' },
  { name: 'drowsy', zh: '困', en: 'Drowsy', legacy: '/:|-)' },
  { name: 'panic', zh: '惊恐', en: 'Panic', legacy: '/::!' },
  { name: 'sweat', zh: '流汗', en: 'Sweat', legacy: '/::L' },
  { name: 'laugh', zh: '憨笑', en: 'Laugh', legacy: '/::>' },
  { name: 'commando', zh: '悠闲', en: 'Commando', legacy: '/::,@' },
  { name: 'determined', zh: '奋斗', en: 'Determined', legacy: '/:,@f' },
  { name: 'scold', zh: '咒骂', en: 'Scold', legacy: '/::-S' },
  { name: 'shocked', zh: '疑问', en: 'Shocked', legacy: '/:?' },
  { name: 'shh', zh: '嘘', en: 'Shhh', legacy: '/:,@x' },
  { name: 'dizzy', zh: '晕', en: 'Dizzy', legacy: '/:,@@' },
  { name: 'tormented', zh: '疯了', en: 'Tormented', legacy: '/::8' },
  { name: 'toasted', zh: '衰', en: 'Toasted', legacy: '/:,@!' },
  { name: 'skull', zh: '骷髅', en: 'Skull', legacy: '/:!!!' },
  { name: 'hammered', zh: '敲打', en: 'Hammer', legacy: '/:xx' },
  { name: 'wave', zh: '再见', en: 'Wave', legacy: '/:bye' },
  { name: 'speechless', zh: '擦汗', en: 'Speechless', legacy: '/:wipe' },
  { name: 'nosepick', zh: '抠鼻', en: 'NosePick', legacy: '/:dig' },
  { name: 'clap', zh: '鼓掌', en: 'Clap', legacy: '/:handclap' },
  { name: 'trick', zh: '坏笑', en: 'Trick', legacy: '/:B-)' },
  { name: 'yawn', zh: '哈欠', en: 'Yawn', legacy: '/::-O' },
  { name: 'despise', zh: '鄙视', en: 'Pooh-pooh', legacy: '/:>-|' },
  { name: 'shrunken', zh: '委屈', en: 'Shrunken', legacy: '/:P-(' },
  { name: 'tearing', zh: '快哭了', en: 'TearingUp', legacy: "/::'|" },
  { name: 'sly', zh: '阴险', en: 'Sly', legacy: '/:X-)' },
  { name: 'kiss', zh: '亲亲', en: 'Kiss', legacy: '/::*' },
  { name: 'whimper', zh: '可怜', en: 'Whimper', legacy: '/:8*' },
  { name: 'happy', zh: '笑脸', en: 'Happy', legacy: '' },
  { name: 'sick', zh: '生病', en: 'Sick', legacy: '' },
  { name: 'flushed', zh: '脸红', en: 'Flushed', legacy: '' },
  { name: 'lol', zh: '破涕为笑', en: 'Lol', legacy: '' },
  { name: 'terror', zh: '恐惧', en: 'Terror', legacy: '' },
  { name: 'letdown', zh: '失望', en: 'LetDown', legacy: '' },
  { name: 'duh', zh: '无语', en: 'Duh', legacy: '' },
  { name: 'hey', zh: '嘿哈', en: 'Hey', legacy: '' },
  { name: 'facepalm', zh: '捂脸', en: 'Facepalm', legacy: '' },
  { name: 'smirk', zh: '奸笑', en: 'Smirk', legacy: '' },
  { name: 'smart', zh: '机智', en: 'Smart', legacy: '' },
  { name: 'concerned', zh: '皱眉', en: 'Concerned', legacy: '' },
  { name: 'yeah', zh: '耶', en: 'Yeah!', legacy: '' },
  { name: 'onlooker', zh: '吃瓜', en: 'Onlooker', legacy: '' },
  { name: 'goforit', zh: '加油', en: 'GoForIt', legacy: '' },
  { name: 'sweats', zh: '汗', en: 'Sweats', legacy: '' },
  { name: 'omg', zh: '天啊', en: 'OMG', legacy: '' },
  { name: 'emm', zh: 'Emm', en: 'Emm', legacy: '' },
  { name: 'noprob', zh: '好的', en: 'NoProb', legacy: '' },
  { name: 'wow', zh: '哇', en: 'Wow', legacy: '' },
  { name: 'boring', zh: '翻白眼', en: 'Boring', legacy: '' },
  { name: 'awesome', zh: '666', en: 'Awesome', legacy: '' },
  { name: 'sigh', zh: '叹气', en: 'Sigh', legacy: '' },
  { name: 'hurt', zh: '苦涩', en: 'Hurt', legacy: '' },
  { name: 'broken', zh: '裂开', en: 'Broken', legacy: '' },
  { name: 'party', zh: '庆祝', en: 'Party', legacy: '' },
  { name: 'blowkiss', zh: '飞吻', en: 'Blowkiss', legacy: '/:kiss-' },
  { name: 'heart', zh: '爱心', en: 'Heart', legacy: '/:heart' },
  { name: 'brokenheart', zh: '心碎', en: 'BrokenHeart', legacy: '/:break' },
  { name: 'rose', zh: '玫瑰', en: 'Rose', legacy: '/:rose' },
  { name: 'wilt', zh: '凋谢', en: 'Wilt', legacy: '/:fade' },
  { name: 'cake', zh: '蛋糕', en: 'Cake', legacy: '/:cake' },
  { name: 'gift', zh: '礼物', en: 'Gift', legacy: '/:gift' },
  { name: 'packet', zh: '红包', en: 'Packet', legacy: '' },
  { name: 'coffee', zh: '咖啡', en: 'Coffee', legacy: '/:coffee' },
  { name: 'tea', zh: '茶', en: 'Tea', legacy: '' },
  { name: 'beer', zh: '啤酒', en: 'Beer', legacy: '/:beer' },
  { name: 'watermelon', zh: '西瓜', en: 'Watermelon', legacy: '/:<W>' },
  { name: 'rice', zh: '饭', en: 'Rice', legacy: '/:eat' },
  { name: 'sun', zh: '太阳', en: 'Sun', legacy: '/:sun' },
  { name: 'moon', zh: '月亮', en: 'Moon', legacy: '/:moon' },
  { name: 'bomb', zh: '炸弹', en: 'Bomb', legacy: '/:bome' },
  { name: 'lightning', zh: '闪电', en: 'Lightning', legacy: '/:li' },
  { name: 'strong', zh: '强', en: 'Strong', legacy: '/:strong' },
  { name: 'weak', zh: '弱', en: 'Weak', legacy: '/:weak' },
  { name: 'peace', zh: '胜利', en: 'Peace', legacy: '/:v' },
  { name: 'ok', zh: 'OK', en: 'OK', legacy: '/:ok' },
  { name: 'fist', zh: '拳头', en: 'Fist', legacy: '/:@@' },
  { name: 'worship', zh: '合十', en: 'Worship', legacy: '' },
  { name: 'firework', zh: '烟花', en: 'Fireworks', legacy: '' },
  { name: 'fu', zh: '福', en: 'Blessing', legacy: '' },
]

const byCode = new Map<string, string>()
for (const one of expressions) {
  byCode.set(`[${one.zh}]`, one.name)
  byCode.set(`[${one.en}]`, one.name)
  if (one.legacy !== '') byCode.set(one.legacy, one.name)
}

/** The picture's name for `[微笑]`, `[Smile]` or `/::)`; null when it is none of ours. */
export function expressionOf(code: string): string | null {
  return byCode.get(code) ?? null
}

const escaped = [...byCode.keys()]
  .sort((a, b) => b.length - a.length)
  .map((code) => code.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))

/** Finds every known code; longer ones win, since some legacy codes begin with others. */
export const EXPRESSION_CODE = new RegExp(escaped.join('|'), 'g')
