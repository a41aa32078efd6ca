/** A success on its way out: its status, its body, and what the headers Location and ETag say. */
export type Answer = { status: number; value: unknown; location?: string | undefined; version?: number | undefined };
