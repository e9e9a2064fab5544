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
  third?: string
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
    ...frame(
      days.map((day) => day.date.slice(5)),
      palette,
      shown === 'total',
    ),
    series: series(days, shown, palette, names),
  }
}

export interface Curve {
  name: string
  values: number[]
  bars?: boolean
}

/** Any curves or bars over the same labels. */
export function plot(
  labels: string[],
  curves: Curve[],
  palette: Palette,
  fromZero: boolean,
): EChartsCoreOption {
  const colors = [palette.first, palette.second, palette.third]
  return {
    ...frame(labels, palette, !fromZero),
    series: curves.map((curve, place) =>
      curve.bars
        ? {
            type: 'bar',
            name: curve.name,
            barMaxWidth: 18,
            itemStyle: { borderRadius: 2 },
            color: colors[place],
            data: curve.values,
          }
        : {
            type: 'line',
            name: curve.name,
            color: colors[place],
            data: curve.values,
            symbolSize: labels.length > 31 ? 0 : 6,
            lineStyle: { width: 2 },
            areaStyle: { opacity: curves.length === 1 ? 0.08 : 0 },
          },
    ),
  }
}

function frame(labels: string[], palette: Palette, scale: boolean): EChartsCoreOption {
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
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.text },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      scale,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.text },
    },
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
