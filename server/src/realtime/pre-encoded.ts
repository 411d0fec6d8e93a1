/** A value whose JSON text exists already: the hot path gets it from the database and it is never parsed again. */
export class PreEncoded {
  readonly json: string;
  /** Author of the post that the text holds, where the caller knows it: saves parsing the text to find out. */
  readonly user_id: string | undefined;

  constructor(json: string, userId?: string) {
    this.json = json;
    this.user_id = userId;
  }
}
