import type { EChartsCoreOption } from 'echarts/core'
import { drawn, type Home } from './types'

/** Colours and sizes come from the theme, so that the chart turns dark with everything else. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** What ECharts draws of a fortnight: one thin line a figure. */
export function optionOf(days: Home['days'], say: (key: string) => string): EChartsCoreOption {
  const label = { color: token('--ink-3'), fontSize: parseInt(token('--text-xs'), 10) }
  return {
    aria: { enabled: true },
    animationDuration: 300,
    textStyle: { fontFamily: token('--font') },
    color: drawn.map((_, index) => token(`--chart-${index + 1}`)),
    grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
    legend: { left: 0, top: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 3, textStyle: label },
    tooltip: {
      trigger: 'axis',
      backgroundColor: token('--raised'),
      borderColor: token('--line-color'),
      textStyle: { color: token('--ink'), fontSize: parseInt(token('--text-s'), 10) },
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: days.map((day) => day.date.slice(5)),
      axisLabel: label,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token('--line-color') } },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: label,
      splitLine: { lineStyle: { color: token('--line-soft') } },
    },
    series: drawn.map((figure) => ({
      type: 'line',
      name: say(`figure.${figure}`),
      data: days.map((day) => day[figure]),
      showSymbol: false,
      symbolSize: 6,
      smooth: 0.2,
      lineStyle: { width: 2 },
    })),
  }
}
