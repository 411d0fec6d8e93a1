/**
 * Every key that the client knows, for the list that Ctrl / opens. The handlers are named beside the groups; the test
 * holds the list against what they ask for.
 */
export interface Shortcut {
  /** Combinations as `Keys` draws them; several lead to the same. */
  keys: readonly string[];
  does: string;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

export const shortcutGroups: readonly ShortcutGroup[] = [
  // useShortcuts.ts
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: ['mod+K'], does: 'Jump to a channel or person, or do something' },
      { keys: ['mod+/'], does: 'List the shortcuts' },
      { keys: ['alt+up', 'alt+down'], does: 'Channel above, channel below' },
      { keys: ['alt+shift+up', 'alt+shift+down'], does: 'The same, only where something is new' },
      { keys: ['F6', 'shift+F6'], does: 'Next part of the window, previous part' },
      { keys: ['escape'], does: 'Close the panel, a menu or a dialog' },
    ],
  },
  // ../timeline/useRowFocus.ts, ../timeline/usePostActions.ts
  {
    title: 'On a message',
    shortcuts: [
      { keys: ['up', 'down'], does: 'Message above, message below' },
      { keys: ['Tab'], does: 'Through what is in the message, then out' },
      { keys: ['R', 'enter'], does: 'Reply in thread' },
      { keys: ['E'], does: 'Edit your message' },
      { keys: ['C'], does: 'Copy the text' },
      { keys: ['P'], does: 'Pin to the channel, or unpin' },
      { keys: ['U'], does: 'Mark unread from here' },
      { keys: ['Delete'], does: 'Delete' },
    ],
  },
  // ../composer/Composer.tsx, ../../shell/sends.ts, ../composer/useCompletion.tsx, ../timeline/EditPost.tsx
  {
    title: 'While writing',
    shortcuts: [
      { keys: ['enter'], does: 'Send; inside a code block a new line' },
      { keys: ['mod+enter'], does: 'Send, also from inside a code block' },
      { keys: ['shift+enter'], does: 'New line' },
      { keys: ['up'], does: 'In the empty field: edit your last message' },
      { keys: ['mod+B'], does: 'Bold' },
      { keys: ['mod+I'], does: 'Italic' },
      { keys: ['up', 'down'], does: 'Through what is suggested' },
      { keys: ['Tab', 'enter'], does: 'Take what is suggested' },
      { keys: ['escape'], does: 'Close the suggestions, leave editing' },
    ],
  },
  // ../sidebar/Sidebar.tsx, ../../ui/menu-keys.ts, ../../ui/PickList.tsx, ../direct/PeoplePicker.tsx, ../emoji/usePicker.ts
  {
    title: 'In lists, menus and pickers',
    shortcuts: [
      { keys: ['up', 'down'], does: 'Row above, row below' },
      { keys: ['left', 'right'], does: 'Among emoji: to the side' },
      { keys: ['Home', 'End'], does: 'In menus: first, last' },
      { keys: ['enter'], does: 'Choose' },
      { keys: ['shift+enter'], does: 'Choose an emoji and stay' },
      { keys: ['Backspace'], does: 'In the empty field: take the last person out' },
    ],
  },
];
