/** The parts of ECharts the week needs; loaded only when a chart is shown. */
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Day } from './api'

use([LineChart, BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

export type Series = 'growth' | 'total' | 'messages'

export interface Palette {
  first: string
  second: string
  text: string
  line: string
  surface: string
}

export interface Names {
  new: string
  lost: string
  total: string
  messages: string
}

export function draw(element: HTMLElement): EChartsType {
  return init(element, undefined, { renderer: 'svg' })
}

export function options(days: Day[], shown: Series, palette: Palette, names: Names): EChartsCoreOption {
  return {
    aria: { enabled: true },
    animationDuration: 240,
    grid: { left: 4, right: 8, top: 32, bottom: 4, containLabel: true },
    legend: {
      left: 0,
      top: 0,
      itemWidth: 10,
      itemHeight: 10,
      icon: 'roundRect',
      textStyle: { color: palette.text },
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: 12 },
    },
    xAxis: {
      type: 'category',
      data: days.map((day) => day.date.slice(5)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.text },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      scale: shown === 'total',
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.text },
    },
    series: series(days, shown, palette, names),
  }
}

function series(days: Day[], shown: Series, palette: Palette, names: Names): object[] {
  const bar = { type: 'bar', barMaxWidth: 18, itemStyle: { borderRadius: 2 } }
  if (shown === 'growth') {
    return [
      { ...bar, name: names.new, color: palette.first, data: days.map((day) => day.new) },
      { ...bar, name: names.lost, color: palette.second, data: days.map((day) => day.lost) },
    ]
  }
  const values = days.map((day) => (shown === 'total' ? day.total : day.messages))
  return [
    {
      type: 'line',
      name: names[shown],
      color: palette.first,
      data: values,
      symbolSize: 6,
      lineStyle: { width: 2 },
      areaStyle: { opacity: 0.08 },
    },
  ]
}
