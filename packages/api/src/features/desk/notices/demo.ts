import { addDays } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import type { NoticeKind } from './notice.entity.ts';
import { publishNotice } from './publish-notice.ts';

interface DemoNotice {
  daysAgo: number;
  kind: NoticeKind;
  product: string;
  title: string;
  body: string;
  /** Times UTC, on the day that many days from now. */
  window?: { inDays: number; from: string; to: string };
}

/** What the operator has told its customers, oldest first. */
const NOTICES: readonly DemoNotice[] = [
  {
    daysAgo: 48,
    kind: 'REGULATORY',
    product: 'TEL-LINE',
    title: 'The switched telephone network is being retired',
    body: 'Openreach withdraws the last analogue lines in January 2027. Your line is digital already: nothing changes for you. Alarm and lift lines on other suppliers need checking with them.',
  },
  {
    daysAgo: 21,
    kind: 'OUTAGE',
    product: 'CRM-STD',
    title: 'CRM was slow on Tuesday morning',
    body: 'Between 08:40 and 09:25 pages of the CRM took up to twenty seconds. A storage controller had failed and its spare took over late. It has been replaced; no data was lost.',
  },
  {
    daysAgo: 9,
    kind: 'SECURITY',
    product: 'HOST-APP',
    title: 'Servers patched against a kernel vulnerability',
    body: 'All hosted servers were patched on Sunday night. There is nothing for you to do. Each server was restarted once, outside office hours.',
  },
  {
    daysAgo: 3,
    kind: 'UPDATE',
    product: 'TEL-EXT',
    title: 'Voicemail now arrives with a transcript',
    body: 'Messages left on your extension are sent to your mailbox with a transcript. The recording is still attached.',
  },
  {
    daysAgo: 1,
    kind: 'MAINTENANCE',
    product: 'MBX-100',
    title: 'Maintenance of the 100 GB mailbox servers',
    body: 'We move the 100 GB mailboxes to new storage. Mail that arrives meanwhile is kept and delivered afterwards. Outlook may ask you to restart it once.',
    window: { inDays: 6, from: '22:00', to: '23:30' },
  },
];

export const demo: DemoPart = {
  async past({ inScope, asStaffAt, today }) {
    const products = await inScope((scope) =>
      scope.sql<{ id: string; code: string }>('select id, code from product'),
    );
    for (const { daysAgo, product, window, ...notice } of NOTICES)
      await perform(await asStaffAt(addDays(today, -daysAgo), '11:00:00'), publishNotice, {
        ...notice,
        productId: products.find(({ code }) => code === product)?.id,
        startsAt: window && `${addDays(today, window.inDays)}T${window.from}:00Z`,
        endsAt: window && `${addDays(today, window.inDays)}T${window.to}:00Z`,
      });
  },
};
