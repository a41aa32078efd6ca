import type { Incident } from '../api/shapes.ts';
import { useTerm } from './term.ts';

/** Our words for the signal behind an incident; one that a person recorded, or of a signal without words, has its own title. */
export function useIncidentTitle(): (incident: Pick<Incident, 'signal' | 'title'>) => string {
  const term = useTerm();
  return ({ signal, title }) => {
    if (signal === undefined) return title;
    const words = term('signal', signal);
    return words === signal ? title : words;
  };
}
