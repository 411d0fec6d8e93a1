/**
 * Every key that the client knows, for the list that Ctrl / opens. The handlers are named beside the groups; the test
 * holds the list against what they ask for.
 */
import { type Message, msg } from '../../words/words.ts';

export interface Shortcut {
  /** Combinations as `Keys` draws them; several lead to the same. */
  keys: readonly string[];
  does: Message;
}

export interface ShortcutGroup {
  title: Message;
  shortcuts: readonly Shortcut[];
}

export const shortcutGroups: readonly ShortcutGroup[] = [
  // useShortcuts.ts
  {
    title: msg('Everywhere'),
    shortcuts: [
      { keys: ['mod+K'], does: msg('Jump to a channel or person, or do something') },
      { keys: ['mod+/'], does: msg('List the shortcuts') },
      { keys: ['alt+up', 'alt+down'], does: msg('Channel above, channel below') },
      { keys: ['alt+shift+up', 'alt+shift+down'], does: msg('The same, only where something is new') },
      { keys: ['F6', 'shift+F6'], does: msg('Next part of the window, previous part') },
      { keys: ['escape'], does: msg('Close the panel, a menu or a dialog') },
    ],
  },
  // ../timeline/useRowFocus.ts, ../timeline/usePostActions.ts
  {
    title: msg('On a message'),
    shortcuts: [
      { keys: ['up', 'down'], does: msg('Message above, message below') },
      { keys: ['Tab'], does: msg('Through what is in the message, then out') },
      { keys: ['R', 'enter'], does: msg('Reply in thread') },
      { keys: ['E'], does: msg('Edit your message') },
      { keys: ['C'], does: msg('Copy the text') },
      { keys: ['P'], does: msg('Pin to the channel, or unpin') },
      { keys: ['U'], does: msg('Mark unread from here') },
      { keys: ['Delete'], does: msg('Delete') },
    ],
  },
  // ../composer/Composer.tsx, ../../shell/sends.ts, ../composer/useCompletion.tsx, ../timeline/EditPost.tsx
  {
    title: msg('While writing'),
    shortcuts: [
      { keys: ['enter'], does: msg('Send; inside a code block a new line') },
      { keys: ['mod+enter'], does: msg('Send, also from inside a code block') },
      { keys: ['shift+enter'], does: msg('New line') },
      { keys: ['up'], does: msg('In the empty field: edit your last message') },
      { keys: ['mod+B'], does: msg('Bold') },
      { keys: ['mod+I'], does: msg('Italic') },
      { keys: ['up', 'down'], does: msg('Through what is suggested') },
      { keys: ['Tab', 'enter'], does: msg('Take what is suggested') },
      { keys: ['escape'], does: msg('Close the suggestions, leave editing') },
    ],
  },
  // ../sidebar/Sidebar.tsx, ../../ui/menu-keys.ts, ../../ui/PickList.tsx, ../direct/PeoplePicker.tsx, ../emoji/usePicker.ts
  {
    title: msg('In lists, menus and pickers'),
    shortcuts: [
      { keys: ['up', 'down'], does: msg('Row above, row below') },
      { keys: ['left', 'right'], does: msg('Among emoji: to the side') },
      { keys: ['Home', 'End'], does: msg('In menus: first, last') },
      { keys: ['enter'], does: msg('Choose') },
      { keys: ['shift+enter'], does: msg('Choose an emoji and stay') },
      { keys: ['Backspace'], does: msg('In the empty field: take the last person out') },
    ],
  },
  // ../files/viewer/Viewer.tsx, ../files/viewer/PictureStage.tsx, ../files/viewer/PdfPages.tsx, ../../shell/picture/CropDialog.tsx
  {
    title: msg('Looking at a file, cutting a picture'),
    shortcuts: [
      { keys: ['left', 'right'], does: msg('File before, file after') },
      { keys: ['+', '=', '-'], does: msg('Larger, smaller') },
      { keys: ['0'], does: msg('As large as fits') },
      { keys: ['escape'], does: msg('Close') },
    ],
  },
];
