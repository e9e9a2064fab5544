import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '../api/shapes'
import { accountConversation, personConversation } from './ids'
import { inOrder, isShown, isSubscription, withMessage } from './order'

function message(seq: number, from: string, type = 'text'): Message {
  return {
    conversation_id: 'p:a:b',
    seq,
    msg_id: String(seq),
    type,
    from: { kind: 'person', id: from },
    content: type === 'recall' ? { target_seq: 1 } : { text: 'x' },
    client_id: null,
    sent_at: seq * 10,
    recalled: false,
  } as Message
}

const chat: Conversation = {
  id: 'p:a:b',
  kind: 'person',
  peer: {
    id: 'b',
    nickname: 'B',
    avatar_url: null,
    gender: 0,
    province: '',
    city: '',
    signature: '',
    wechat_id: null,
    remark: null,
    relation: 'friend',
    starred: false,
  },
  last_seq: 3,
  read_seq: 3,
  cleared_seq: 0,
  unread: 0,
  muted: false,
  pinned: false,
  last: message(3, 'b'),
  updated_at: 30,
}

describe('withMessage', () => {
  it('counts what others send', () => {
    const now = withMessage(chat, message(4, 'b'), 'a')
    expect([now.unread, now.last_seq, now.read_seq]).toEqual([1, 4, 3])
  })
  it('reads everything when one sends oneself', () => {
    const now = withMessage({ ...chat, unread: 2 }, message(4, 'a'), 'a')
    expect([now.unread, now.read_seq]).toEqual([0, 4])
  })
  it('does not count a recall, and nothing twice', () => {
    expect(withMessage(chat, message(4, 'b', 'recall'), 'a').unread).toBe(0)
    expect(withMessage(chat, message(3, 'b'), 'a')).toBe(chat)
  })
})

describe('order of the list', () => {
  it('has pinned chats first, then the newest message or draft', () => {
    const older = { ...chat, id: 'old', last: message(1, 'b') }
    const pinned = { ...chat, id: 'pin', pinned: true, last: message(2, 'b') }
    const drafted = { ...chat, id: 'draft', last: null }
    const ids = [older, chat, drafted, pinned].sort(inOrder(new Map([['draft', 20]]))).map((one) => one.id)
    expect(ids).toEqual(['pin', 'p:a:b', 'draft', 'old'])
  })
  it('shows a chat with a message or an unsent text', () => {
    const empty = { ...chat, last: null }
    expect([
      isShown(chat, new Map()),
      isShown(empty, new Map()),
      isShown(empty, new Map([[chat.id, 'x']])),
    ]).toEqual([true, false, true])
  })
  it('folds subscription accounts only', () => {
    const peer = {
      appid: 'w',
      wechat_id: 'w',
      name: 'W',
      avatar_url: null,
      introduction: '',
      verified: false,
      following: true,
      closed: false,
    }
    const account = (type: 'service' | 'subscription'): Conversation => ({
      ...chat,
      kind: 'account',
      peer: { ...peer, type },
    })
    expect([account('service'), account('subscription'), chat].map(isSubscription)).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('ids', () => {
  it('puts the lower id first, from either side', () => {
    expect([personConversation('b', 'a'), personConversation('a', 'b')]).toEqual(['p:a:b', 'p:a:b'])
    expect(accountConversation('wx1', 'a')).toBe('a:wx1:a')
  })
})
