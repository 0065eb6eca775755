/**
 * What a service in memory can do, by the class of the command. `request` is one and the same where the SDK would send
 * the same request again.
 */
export type Operations = ReadonlyMap<unknown, (input: never, request: object) => unknown>;
