import { IconDeviceLaptop, IconLicense, IconPhone, IconRouter } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { DEVICE_STATES, LICENCE_STATES, LINE_STATES, NUMBER_STATES } from './words.ts';

export const more: More = {
  actions: [
    {
      label: 'Import telephone numbers',
      to: '/numbers/import',
      icon: IconPhone,
      permission: 'NUMBER_SUPPLY',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'ddi'],
    },
    {
      label: 'Import devices',
      to: '/devices/import',
      icon: IconDeviceLaptop,
      permission: 'DEVICE_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'stock'],
    },
    {
      label: 'Import lines',
      to: '/lines/import',
      icon: IconRouter,
      permission: 'LINE_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'broadband'],
    },
    {
      label: 'Import licences',
      to: '/licences/import',
      icon: IconLicense,
      permission: 'LICENCE_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'software', 'keys'],
    },
  ],
  things: {
    TelephoneNumber: {
      one: 'Telephone number',
      many: 'Telephone numbers',
      icon: IconPhone,
      page: (id, level) => {
        if (level === 'END_USER') return '/my-devices';
        return id ? `/numbers/${id}` : undefined;
      },
      say: (field, value) => (field === 'state' ? NUMBER_STATES[value] : undefined),
    },
    BroadbandLine: {
      one: 'Line',
      many: 'Lines',
      icon: IconRouter,
      page: (id, level) => {
        if (level === 'END_USER') return '/my-devices';
        return id ? `/lines/${id}` : undefined;
      },
      say: (field, value) => (field === 'state' ? LINE_STATES[value] : undefined),
    },
    Licence: {
      one: 'Licence',
      many: 'Licences',
      icon: IconLicense,
      page: pageBelow('/licences', 'END_USER'),
      say: (field, value) => (field === 'state' ? LICENCE_STATES[value] : undefined),
    },
    Device: {
      one: 'Device',
      many: 'Devices',
      icon: IconDeviceLaptop,
      page: (id, level) => {
        if (level === 'END_USER') return '/my-devices';
        return id ? `/devices/${id}` : undefined;
      },
      say: (field, value) => (field === 'state' ? DEVICE_STATES[value] : undefined),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'numbers',
        label: 'Numbers',
        permission: 'NUMBER_READ',
        order: 34,
        content: part(
          () => import('./NumberList.tsx'),
          'NumberList',
          ({ id }) => ({ companyId: id }),
        ),
      },
      {
        key: 'lines',
        label: 'Lines',
        permission: 'LINE_READ',
        order: 35,
        content: part(
          () => import('./LineList.tsx'),
          'LineList',
          ({ id }) => ({ companyId: id }),
        ),
      },
      {
        key: 'devices',
        label: 'Devices',
        permission: 'DEVICE_READ',
        order: 36,
        content: part(
          () => import('./DeviceList.tsx'),
          'DeviceList',
          ({ id }) => ({ companyId: id }),
        ),
      },
      {
        key: 'licences',
        label: 'Licences',
        permission: 'LICENCE_READ',
        order: 38,
        content: part(
          () => import('./LicenceList.tsx'),
          'LicenceList',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  cards: {
    endUser: [
      {
        key: 'numbers',
        permission: 'NUMBER_READ',
        order: 20,
        content: part(
          () => import('./HeldNumbers.tsx'),
          'HeldNumbers',
          ({ id }) => ({ endUserId: id }),
        ),
      },
      {
        key: 'lines',
        permission: 'LINE_READ',
        order: 21,
        content: part(
          () => import('./HeldLines.tsx'),
          'HeldLines',
          ({ id }) => ({ endUserId: id }),
        ),
      },
      {
        key: 'devices',
        permission: 'DEVICE_READ',
        order: 22,
        content: part(
          () => import('./HeldDevices.tsx'),
          'HeldDevices',
          ({ id }) => ({ endUserId: id }),
        ),
      },
      {
        key: 'licences',
        permission: 'LICENCE_READ',
        order: 24,
        content: part(
          () => import('./HeldSeats.tsx'),
          'HeldSeats',
          ({ id }) => ({ endUserId: id }),
        ),
      },
    ],
  },
};
