import {
  Bold,
  Heading2,
  Heading3,
  Image,
  Italic,
  Link,
  List,
  ListOrdered,
  Minus,
  Quote,
  Redo2,
  Underline,
  Undo2,
  Video,
} from '@lucide/vue'
import type { Editor } from '@tiptap/core'
import type { Component } from 'vue'

/** A button above the text. `asks` opens something first; else `run` does its work at once. */
export interface Tool {
  key: string
  icon: Component
  active?: [string, Record<string, unknown>?]
  asks?: 'link' | 'image' | 'video'
  run?: (editor: Editor) => void
}

export const TOOLS: Tool[][] = [
  [
    { key: 'bold', icon: Bold, active: ['bold'], run: (e) => e.chain().focus().toggleBold().run() },
    { key: 'italic', icon: Italic, active: ['italic'], run: (e) => e.chain().focus().toggleItalic().run() },
    {
      key: 'underline',
      icon: Underline,
      active: ['underline'],
      run: (e) => e.chain().focus().toggleUnderline().run(),
    },
  ],
  [
    {
      key: 'heading',
      icon: Heading2,
      active: ['heading', { level: 2 }],
      run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(),
    },
    {
      key: 'subheading',
      icon: Heading3,
      active: ['heading', { level: 3 }],
      run: (e) => e.chain().focus().toggleHeading({ level: 3 }).run(),
    },
    {
      key: 'list',
      icon: List,
      active: ['bulletList'],
      run: (e) => e.chain().focus().toggleBulletList().run(),
    },
    {
      key: 'numbers',
      icon: ListOrdered,
      active: ['orderedList'],
      run: (e) => e.chain().focus().toggleOrderedList().run(),
    },
    {
      key: 'quote',
      icon: Quote,
      active: ['blockquote'],
      run: (e) => e.chain().focus().toggleBlockquote().run(),
    },
    { key: 'line', icon: Minus, run: (e) => e.chain().focus().setHorizontalRule().run() },
  ],
  [
    { key: 'link', icon: Link, active: ['link'], asks: 'link' },
    { key: 'image', icon: Image, asks: 'image' },
    { key: 'video', icon: Video, asks: 'video' },
  ],
  [
    { key: 'undo', icon: Undo2, run: (e) => e.chain().focus().undo().run() },
    { key: 'redo', icon: Redo2, run: (e) => e.chain().focus().redo().run() },
  ],
]
