import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { queryClient } from '../api/query-client.ts';
import { LiveRegions } from '../shell/announcer.tsx';
import { useStore } from '../shell/store.ts';
import { currentTheme } from '../shell/theme.ts';
import { router } from './router.tsx';

/** The nonce of the document's Content-Security-Policy; style elements without it are refused by the browser. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

function Themed() {
  const theme = useStore(currentTheme);
  if (!theme) return null;
  // No class of our own here: the provider copies it to every portal node, which would then cover the page. No ground of
  // its own either: it would end with what is in it, above the ground that the whole document has (before-paint.css).
  return (
    <FluentProvider theme={theme} style={{ backgroundColor: 'transparent' }}>
      <RouterProvider router={router} />
      <LiveRegions />
    </FluentProvider>
  );
}

export function Portal() {
  return (
    <StrictMode>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <QueryClientProvider client={queryClient}>
          <Themed />
        </QueryClientProvider>
      </RendererProvider>
    </StrictMode>
  );
}
