// Whether our types of the wire are those that official clients are written against, decided while compiling.

/** Members of `Theirs` that a value of `Ours` may lack, or hold otherwise. */
type DifferentMembers<Ours, Theirs> = {
  [Name in keyof Theirs]-?: Name extends keyof Ours
    ? Pick<Ours, Name> extends Pick<Theirs, Name>
      ? never
      : Name
    : undefined extends Theirs[Name]
      ? never
      : Name;
}[keyof Theirs];

/** A reason for each member that differs: one that is missing does not compile, and neither does one too many. */
type Reasons<Ours, Theirs> = [Ours] extends [Theirs]
  ? []
  : [because: { readonly [Name in DifferentMembers<Ours, Theirs>]: string }];

/** Declares that `Ours` may be used wherever a client expects `Theirs`, but for the members given with their reason. */
export function conforms<Ours, Theirs>(...because: Reasons<Ours, Theirs>): Readonly<Record<string, string>> {
  return because[0] ?? {};
}
