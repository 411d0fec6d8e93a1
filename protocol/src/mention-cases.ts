/** Texts, whom they call and which hashtags they hold: the tests of server and screens both run these. */

export interface MentionCase {
  text: string;
  /** Usernames, in order; of those that exist. */
  calls?: string[];
  everybody?: 'channel' | 'all' | 'here';
  tags?: string[];
}

/** Everybody that the cases could mean. */
export const caseNames = ['member', 'second', 'ann', 'ann.lee', 'dot.', 'dash-', 'low_', 'a.b-c_d', 'x'];

export const mentionCases: MentionCase[] = [
  { text: 'nobody at all' },
  { text: '@member', calls: ['member'] },
  { text: '@Member and @SECOND!', calls: ['member', 'second'] },
  { text: 'cc:@member', calls: ['member'] },
  { text: 'Owner:@second please', calls: ['second'] },
  { text: 'cc:@member,@second;@ann', calls: ['member', 'second', 'ann'] },
  { text: 'Reviewers:@member:@second.@ann-@x', calls: ['member', 'second', 'ann', 'x'] },
  { text: 'Owner:@ann.lee', calls: ['ann.lee'] },
  { text: 'Owner:@ann.lea', calls: ['ann'] },
  { text: '@ann.lea' },
  { text: '(@x) [@member] {@second} "@ann"', calls: ['x', 'member', 'second', 'ann'] },
  { text: '@x. @member: @second, @ann?', calls: ['x', 'member', 'second', 'ann'] },
  { text: "@x's and @member’s", calls: ['x', 'member'] },
  { text: '@member/@second and/or @ann', calls: ['member', 'second', 'ann'] },
  { text: '@member…@second', calls: ['member', 'second'] },
  { text: 'thanks @dot. and @dash- and @low_', calls: ['dot.', 'dash-', 'low_'] },
  { text: '(@dot.) @dash-: @low_.', calls: ['dot.', 'dash-', 'low_'] },
  { text: '@a.b-c_d... @a.b-c_d_', calls: ['a.b-c_d'] },
  { text: '.@member -@second _@ann :@x', calls: ['member', 'second', 'ann', 'x'] },
  { text: '**@member** *@second* ~~@ann~~ _@x_ __@ann.lee__', calls: ['member', 'second', 'ann', 'x', 'ann.lee'] },
  { text: '# @member\n> @second\n- @ann\n1. @x', calls: ['member', 'second', 'ann', 'x'] },
  { text: '| a | b |\n| - | - |\n| @member | @second |', calls: ['member', 'second'] },
  { text: 'member@second.example ann@x.y member@second' },
  { text: 'mail first.last@ann.example, then @member', calls: ['member'] },
  { text: 'x@member foo_@second 1@ann ä@x' },
  { text: '@@member @member@second @memberé @member你' },
  { text: '@ member @\nmember' },
  { text: ':@member: :smile: 10:30' },
  { text: ':smile:@member :+1: @second', calls: ['member', 'second'] },
  { text: String.raw`\@member @second`, calls: ['second'] },
  { text: '`@member` ``a ` @second`` @ann', calls: ['ann'] },
  { text: 'a ` b @member\n\nc ` @second', calls: ['member', 'second'] },
  { text: '```\n@member\n```\n@second', calls: ['second'] },
  { text: '~~~ts\n@member\n~~~\n@second', calls: ['second'] },
  { text: '```\n@member never closed' },
  { text: '- ```\n  @member\n  ```\n\n@second', calls: ['second'] },
  { text: '> ```\n> @member\n> ```\n\n@second', calls: ['second'] },
  { text: 'text\n\n    @member\n\n@second', calls: ['second'] },
  { text: '- one\n\n    @member\n\n@second', calls: ['member', 'second'] },
  { text: 'https://example.com/@member www.example.com/@second @ann', calls: ['ann'] },
  { text: '<https://example.com/@member> <@second>', calls: ['second'] },
  { text: '[see @member](https://example.com/@second) @ann', calls: ['member', 'ann'] },
  { text: '![@member](https://example.com/@second.png) @ann', calls: ['ann'] },
  { text: '@here and @member', calls: ['member'], everybody: 'here' },
  { text: 'cc:@channel', everybody: 'channel' },
  { text: '@All.', everybody: 'all' },
  { text: '@everyone @channels @allen' },

  { text: '#release', tags: ['#release'] },
  { text: '#v2 and #v2.0, #ab', tags: ['#v2', '#v2.0', '#ab'] },
  { text: '(#tag) "#quoted" [#in]: #end.', tags: ['#tag', '#quoted', '#in', '#end'] },
  { text: '#疑問 #größe #テスト', tags: ['#疑問', '#größe', '#テスト'] },
  { text: '#a #1st #_x #- # #42 a#b' },
  { text: '##double ###triple', tags: ['#double', '#triple'] },
  { text: '**#bold** _#under_ #a-b_c.d!', tags: ['#bold', '#under', '#a-b_c.d'] },
  { text: '#one,#two a/#three' },
  { text: '`#code` ```#code``` #text', tags: ['#text'] },
  { text: 'https://example.com/#anchor [#label](https://example.com) #real', tags: ['#real'] },
];
