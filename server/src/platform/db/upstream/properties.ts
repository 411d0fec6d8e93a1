/** The property groups and fields that release 11.6.0 registers at its first start. */
export const upstreamPropertyGroups = ['custom_profile_attributes', 'content_flagging'] as const;

export interface UpstreamPropertyField {
  name: string;
  type: 'text' | 'select' | 'user';
  attrs: Record<string, unknown>;
}

/** Of the group `content_flagging`. */
export const contentFlaggingFields: readonly UpstreamPropertyField[] = [
  { name: 'flagged_post_id', type: 'text', attrs: {} },
  {
    name: 'status',
    type: 'select',
    attrs: {
      options: [
        { name: 'Pending', color: 'light_grey' },
        { name: 'Assigned', color: 'dark_blue' },
        { name: 'Removed', color: 'dark_red' },
        { name: 'Retained', color: 'light_blue' },
      ],
    },
  },
  { name: 'reporting_user_id', type: 'user', attrs: {} },
  { name: 'reporting_reason', type: 'select', attrs: {} },
  { name: 'reporting_comment', type: 'text', attrs: {} },
  { name: 'reporting_time', type: 'text', attrs: { subType: 'timestamp' } },
  { name: 'reviewer_user_id', type: 'user', attrs: { editable: true } },
  { name: 'actor_user_id', type: 'user', attrs: {} },
  { name: 'actor_comment', type: 'text', attrs: {} },
  { name: 'action_time', type: 'text', attrs: { subType: 'timestamp' } },
  { name: 'content_flagging_managed', type: 'text', attrs: {} },
];
