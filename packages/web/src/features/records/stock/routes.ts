import { page } from '../../../frame/routes.ts';

export const routes = [
  page('numbers', () => import('./NumberList.tsx'), 'NumberList'),
  page('numbers/import', () => import('./ImportNumbersPage.tsx'), 'ImportNumbersPage'),
  page('numbers/$numberId', () => import('./NumberPage.tsx'), 'NumberPage'),
  page('devices', () => import('./DeviceList.tsx'), 'DeviceList'),
  page('devices/import', () => import('./ImportDevicesPage.tsx'), 'ImportDevicesPage'),
  page('devices/$deviceId', () => import('./DevicePage.tsx'), 'DevicePage'),
  page('lines', () => import('./LineList.tsx'), 'LineList'),
  page('lines/import', () => import('./ImportLinesPage.tsx'), 'ImportLinesPage'),
  page('lines/$lineId', () => import('./LinePage.tsx'), 'LinePage'),
  page('licences', () => import('./LicenceList.tsx'), 'LicenceList'),
  page('licences/import', () => import('./ImportLicencesPage.tsx'), 'ImportLicencesPage'),
  page('licences/$licenceId', () => import('./LicencePage.tsx'), 'LicencePage'),
  page('my-devices', () => import('./MyDevicesPage.tsx'), 'MyDevicesPage'),
] as const;
