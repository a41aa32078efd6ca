import { parseArgs } from 'node:util';
import { errorCode } from './measure/files.ts';
import { serverAddress } from './server-address.ts';

export type Options = {
  server: URL | undefined;
  keyFile: string | undefined;
  stateFolder: string | undefined;
  intervalMs: number | undefined;
};

export type Command =
  | { kind: 'run'; tries: 'once' | 'for ever'; options: Options }
  | { kind: 'print' }
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'unusable'; why: string };

export const help = `Keyholder room agent: measures this machine and reports to a Keyholder server.

  keyholder-agent --server URL --key-file FILE [--state FOLDER] [--interval SECONDS] [--once]
  keyholder-agent --print

  --server URL        address of the server; https, or http on this machine. Needed for the first start
  --key-file FILE     the room's enrolment key as downloaded. Or KEYHOLDER_ENROLMENT_KEY in the environment
  --state FOLDER      where the agent keeps its own credential; default: the folder of the key file
  --interval SECONDS  longest pause between two reports, 1 to 3600; the server may ask for a shorter one
  --once              enrol if needed, report once, end
  --print             measure, print JSON, send nothing
  --version, --help

A server with a private authority: NODE_EXTRA_CA_CERTS=FILE. Log: one JSON line per event on standard error.

Exit codes
  0  stopped by SIGTERM or SIGINT; --once and --print: done
  1  a fault of the agent
  2  arguments, key file or state folder cannot be used
  3  the server does not take the enrolment key
  4  another machine is enrolled for this room
  5  the server ended this machine's credential: enrol with a new key
  6  --once: the server could not be reached or did not take the report
  7  the server refused the enrolment for another reason
`;

export function commandOf(args: readonly string[]): Command {
  const parsed = parse(args);
  if ('why' in parsed) return { kind: 'unusable', why: parsed.why };
  const { values } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values.print) return { kind: 'print' };
  const seconds = values.interval === undefined ? undefined : Number(values.interval);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= 3600)) return { kind: 'unusable', why: '--interval takes 1 to 3600 seconds' };
  const server = values.server === undefined ? undefined : serverAddress(values.server);
  if (server && !server.ok) return { kind: 'unusable', why: server.why };
  return {
    kind: 'run',
    tries: values.once ? 'once' : 'for ever',
    options: {
      server: server?.value,
      keyFile: values['key-file'],
      stateFolder: values.state,
      intervalMs: seconds === undefined ? undefined : seconds * 1000,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        'key-file': { type: 'string' },
        state: { type: 'string' },
        interval: { type: 'string' },
        once: { type: 'boolean' },
        print: { type: 'boolean' },
        version: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    if (errorCode(error) === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return { why: 'a key belongs into a file, not on the command line; see --help' };
    if (error instanceof TypeError) return { why: `${error.message.split('\n')[0]}; see --help` };
    throw error;
  }
}
