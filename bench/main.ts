import type { Figure } from './support/figure.ts';
import { checkInProcess } from './check-inprocess.ts';
import { decisionsOverHttp } from './decisions-over-http.ts';
import { growth } from './growth.ts';
import { httpGetRoom } from './http-get-room.ts';
import { listPages } from './list-pages.ts';
import { portalShell } from './portal-shell.ts';
import { revocations } from './revocations.ts';
import { roomMarks } from './room-marks.ts';
import { startAndRest } from './start-and-rest.ts';

/** Every benchmark by the names of its figures. What api.md and performance.md name beyond these is not measured yet. */
const benchmarks: readonly { names: readonly string[]; run: () => AsyncIterable<Figure> }[] = [
  { names: ['start.fresh', 'start.warm', 'rss.idle'], run: startAndRest },
  { names: ['check.inprocess'], run: checkInProcess },
  { names: ['list.incidents', 'list.incidents.old', 'list.rooms'], run: listPages },
  { names: ['authzen.single', 'authzen.batch', 'explain.room'], run: decisionsOverHttp },
  { names: ['revoke.propagation', 'revoke.latency'], run: revocations },
  { names: ['http.get_room'], run: httpGetRoom },
  {
    names: ['customers', 'rooms', 'atoms', 'nesting'].flatMap((by) => ['decision', 'list', 'change'].map((what) => `growth.${what}.${by}`)),
    run: growth,
  },
  { names: ['marks.import', 'marks.health'], run: roomMarks },
  { names: ['portal.shell'], run: portalShell },
];

const wanted = process.argv.slice(2);
const known = benchmarks.flatMap(({ names }) => names);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no such benchmark: ${unknown.join(', ')}; known are ${known.join(', ')}\n`);
  process.exit(1);
}
for (const { names, run } of benchmarks) {
  if (wanted.length > 0 && !names.some((name) => wanted.includes(name))) continue;
  for await (const figure of run()) {
    if (wanted.length === 0 || wanted.includes(figure.name)) process.stdout.write(`${JSON.stringify(figure)}\n`);
  }
}
