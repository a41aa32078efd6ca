import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { mayForesee } from './foresight.ts';

/** Of so many different questions about one thing. */
const most = 32;

/**
 * Statements in the form in which they are sent, by what they follow from and by what is asked about it: putting a long one together
 * takes as long as a fifth of its answer. Planned once (`planOnce`).
 */
export class KeptStatements<K extends object> {
  readonly #of = new WeakMap<K, Map<string, CompiledQuery>>();

  /**
   * The rows of a statement.
   *
   * @param from what is never changed, and stands in the statement
   * @param asked all else that does; undefined where it will hardly be asked again
   */
  async rows<Row>(tx: TenantTx, from: K, asked: string | undefined, make: () => RawBuilder<Row>): Promise<Row[]> {
    await planOnce(tx);
    if (asked === undefined) return (await make().execute(tx)).rows;
    let known = this.#of.get(from);
    if (known === undefined || known.size >= most) this.#of.set(from, (known = new Map()));
    let statement = known.get(asked);
    if (statement === undefined) known.set(asked, (statement = make().compile(tx)));
    return (await tx.executeQuery<Row>(statement)).rows;
  }
}

/**
 * From here to its end a snapshot takes one plan for whatever a statement is asked with. For statements that are written so: PostgreSQL
 * plans them anew each time for whoever reaches little, which takes three times as long as their answer. It leaves with the
 * next statement; where nothing is sent ahead it would be a way of its own, and is left out.
 */
export async function planOnce(tx: TenantTx): Promise<void> {
  if (mayForesee(tx)) await sql.raw('set local plan_cache_mode = force_generic_plan').execute(tx);
}
