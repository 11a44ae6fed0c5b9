import { page } from '../../../frame/routes.ts';

export const routes = [
  page('numbers', () => import('./NumberList.tsx'), 'NumberList'),
  page('numbers/import', () => import('./ImportNumbersPage.tsx'), 'ImportNumbersPage'),
  page('numbers/$numberId', () => import('./NumberPage.tsx'), 'NumberPage'),
  page('my-devices', () => import('./MyDevicesPage.tsx'), 'MyDevicesPage'),
] as const;
