/** Builds the portal when its sources have changed; false after a build that failed. */
export function buildPortal(): boolean;
/** Builds the one-file room agent when its sources have changed; false after a build that failed. */
export function buildAgent(): boolean;
