import { useTranslation } from 'react-i18next';
import { useTerm } from '../../ui/term.ts';

/** The name of a change-control event, and what it covers (D05). */
export function useEventWords(): (event: string) => { name: string; covers: string } {
  const { i18n } = useTranslation('partners');
  const term = useTerm();
  return (event) => {
    const covers = i18n.getResource(i18n.language, 'partners', `event.${event}`);
    return { name: term('permission', event), covers: typeof covers === 'string' ? covers : '' };
  };
}
