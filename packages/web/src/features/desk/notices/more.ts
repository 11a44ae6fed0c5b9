import { IconSpeakerphone } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  actions: [
    {
      label: 'Publish a notice',
      to: '/notices/new',
      icon: IconSpeakerphone,
      permission: 'NOTICE_PUBLISH',
      keywords: ['maintenance', 'outage'],
    },
  ],
  things: { Notice: { one: 'Notice', many: 'Notices', icon: IconSpeakerphone, page: pageBelow('/notices') } },
  audit,
};
