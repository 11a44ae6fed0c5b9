import { page } from '../../../frame/routes.ts';

export const routes = [
  page('tariffs', () => import('./TariffsPage.tsx'), 'TariffsPage'),
  page('tariffs/$tariffId', () => import('./TariffPage.tsx'), 'TariffPage'),
] as const;
