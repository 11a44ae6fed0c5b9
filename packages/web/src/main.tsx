import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { SessionProvider } from './app/session/SessionProvider.tsx';
import { BrandProvider } from './ui/Brand.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// What React could draw after all is told by what went wrong, not by that it did.
const onRecoverableError = (error: unknown) =>
  reportError(error instanceof Error && error.cause ? error.cause : error);
createRoot(root, { onRecoverableError }).render(
  <StrictMode>
    <BrandProvider>
      <SessionProvider>
        <App />
      </SessionProvider>
    </BrandProvider>
  </StrictMode>,
);
