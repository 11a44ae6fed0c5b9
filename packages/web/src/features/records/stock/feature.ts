import { IconDeviceLaptop, IconDeviceMobile, IconLicense, IconPhone, IconRouter } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Numbers',
      to: '/numbers',
      icon: IconPhone,
      permission: 'NUMBER_READ',
      levels: ADMINISTRATORS,
      group: 'records',
      order: 10,
      keywords: ['telephone', '999', 'emergency address', 'ddi'],
    },
    {
      label: 'Lines',
      to: '/lines',
      icon: IconRouter,
      permission: 'LINE_READ',
      levels: ADMINISTRATORS,
      group: 'records',
      order: 20,
      keywords: ['broadband', 'fttp', 'ip address', 'circuit'],
    },
    {
      label: 'Devices',
      to: '/devices',
      icon: IconDeviceLaptop,
      permission: 'DEVICE_READ',
      levels: ADMINISTRATORS,
      group: 'records',
      order: 30,
      keywords: ['laptop', 'serial number', 'imei'],
    },
    {
      label: 'Licences',
      to: '/licences',
      icon: IconLicense,
      permission: 'LICENCE_READ',
      levels: ADMINISTRATORS,
      group: 'records',
      order: 40,
      keywords: ['software', 'seats', 'keys'],
    },
    {
      label: 'My devices and numbers',
      to: '/my-devices',
      icon: IconDeviceMobile,
      permission: 'DEVICE_READ',
      levels: ['END_USER'],
      group: 'start',
      order: 30,
    },
  ],
  home: homePart(
    graphql(`
      fragment RecordsHome on Home {
        addressesToConfirm
        numbersReady
        licencesExpiring
      }
    `),
    {
      types: ['TelephoneNumber', 'Licence'],
      tasks: ({ addressesToConfirm, numbersReady, licencesExpiring }) => [
        !!licencesExpiring && {
          key: 'licences-expiring',
          count: licencesExpiring,
          title: `${plural(licencesExpiring, 'licence is', 'licences are')} about to expire`,
          detail: 'They end within thirty days. Renew them, or take their seats back.',
          href: '/licences?state=EXPIRING',
          permission: 'LICENCE_WRITE',
          urgent: false,
          order: 49,
        },
        !!addressesToConfirm && {
          key: 'addresses-to-confirm',
          count: addressesToConfirm,
          title: `${plural(addressesToConfirm, 'number waits', 'numbers wait')} for you to confirm where it is installed`,
          detail: 'Calls to 999 are answered at the address that stands in a number’s record.',
          href: '/numbers?task=CONFIRM',
          permission: 'NUMBER_CONFIRM',
          urgent: true,
          order: 18,
        },
        !!numbersReady && {
          key: 'numbers-ready',
          count: numbersReady,
          title: `${plural(numbersReady, 'number is', 'numbers are')} ready to be taken into use`,
          detail: 'Somebody is to have them, and their address for 999 is confirmed.',
          href: '/numbers?task=ACTIVATE',
          permission: 'NUMBER_SUPPLY',
          urgent: false,
          order: 48,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
