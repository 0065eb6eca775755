/** Why local leaves something out: what most reasons come to. */
export const GUARDS = 'guards data on AWS; one machine has one owner';
export const WATCHES = 'watches on AWS; locally the terminal and the log are looked at';
export const LABEL = 'only names or describes';
export const CAPACITY = 'capacity and price; one machine has neither';

/** Properties that local applies, and those it may leave out, each with the reason. */
export interface Support {
  applied: readonly string[];
  ignored: Readonly<Record<string, string>>;
}
