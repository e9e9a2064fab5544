import { client } from '../client'

export interface DayFigures {
  new: number
  lost: number
  messages: number
  pushes: number
  failed_pushes: number
  calls: number
}

export interface Day {
  date: string
  new: number
  lost: number
  total: number
  messages: number
}

export interface Home {
  followers: number
  today: DayFigures
  yesterday: DayFigures
  days: Day[]
}

export const statisticsApi = {
  home: (appid: string) => client.get<Home>(`/accounts/${appid}/home`),
}
