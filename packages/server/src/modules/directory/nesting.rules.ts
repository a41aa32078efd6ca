/** Where nested groups stand to each other in one organization: which group holds which. */
export type Nesting = readonly { group: string; member: string }[];

/**
 * Whether the nesting stays sound when `group` also holds the groups `added`: no group holds itself by any way
 * (`group_cycle`), and no chain of groups is longer than `deepest` (`too_deep`) (A59).
 */
export function objectionTo(nesting: Nesting, group: string, added: readonly string[], deepest: number): 'group_cycle' | 'too_deep' | undefined {
  const below = Map.groupBy([...nesting, ...added.map((member) => ({ group, member }))], (one) => one.group);
  const above = Map.groupBy(nesting, (one) => one.member);
  const down = longestFrom(group, (one) => (below.get(one) ?? []).map(({ member }) => member));
  if (down === 'cycle') return 'group_cycle';
  const up = longestFrom(group, (one) => (above.get(one) ?? []).map((edge) => edge.group));
  return up === 'cycle' || up + down - 1 > deepest ? 'too_deep' : undefined;
}

/** Groups on the longest chain that begins here, this one included. Each group is walked once, without recursion. */
function longestFrom(start: string, next: (group: string) => readonly string[]): number | 'cycle' {
  const length = new Map<string, number>();
  const open = new Set<string>();
  const stack = [start];
  for (let group = stack.at(-1); group !== undefined; group = stack.at(-1)) {
    const others = next(group);
    const waiting = others.filter((other) => !length.has(other));
    if (waiting.length === 0) {
      length.set(group, 1 + Math.max(0, ...others.map((other) => length.get(other) ?? 0)));
      open.delete(group);
      stack.pop();
      continue;
    }
    open.add(group);
    if (waiting.some((other) => open.has(other))) return 'cycle';
    const [one] = waiting;
    if (one !== undefined) stack.push(one);
  }
  return length.get(start) ?? 1;
}
