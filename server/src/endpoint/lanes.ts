/** The usual lanes of an endpoint: those of what its access check granted. */
const ofChannel = (_asked: unknown, { channel }: { channel: { id: string } }): string[] => [channel.id];
const ofUser = (_asked: unknown, { user_id }: { user_id: string }): string[] => [user_id];
const ofTeam = (_asked: unknown, { team }: { team: { id: string } }): string[] => [team.id];

export const inLaneOfChannel = { lanes: ofChannel };
export const inLaneOfUser = { lanes: ofUser };
export const inLaneOfTeam = { lanes: ofTeam };
