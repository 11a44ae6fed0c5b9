import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useRead } from '../../data/use-read.ts';
import { useSend } from '../../data/use-send.ts';
import { words } from '../../lib/words.ts';
import { TextLink } from '../../ui/links.tsx';
import { useDeed } from '../../ui/use-deed.ts';

const UrgentDocument = graphql(`
  query UrgentNotices {
    security: notices(first: 3, filter: { kind: SECURITY, unseen: true }) {
      nodes {
        id
        kind
        title
      }
    }
    outages: notices(first: 3, filter: { kind: OUTAGE, unseen: true }) {
      nodes {
        id
        kind
        title
      }
    }
  }
`);
const ConfirmDocument = graphql(`
  mutation ConfirmNotice($input: MarkNoticeSeenInput!) {
    markNoticeSeen(input: $input) {
      id
    }
  }
`);

/** Notices about security and outages stay in sight on every page until whoever they reached has confirmed them [N1]. */
export default function UrgentNotices() {
  const read = useRead(UrgentDocument, {}, { types: ['Notice'] });
  if (read.state !== 'ready') return null;
  const { security, outages } = read.data;
  return [...security.nodes, ...outages.nodes].map((notice) => <Urgent key={notice.id} {...notice} />);
}

function Urgent({ id, kind, title }: { id: string; kind: string; title: string }) {
  const confirm = useSend(ConfirmDocument, 'Notice');
  const deed = useDeed(() => confirm({ input: { id } }));
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} mb="md" role="alert">
      <Group justify="space-between" gap="sm">
        <Text fz="sm">
          {words(kind)}:{' '}
          <TextLink to="/notices/$noticeId" params={{ noticeId: id }}>
            {title}
          </TextLink>
        </Text>
        <Button size="xs" variant="default" onClick={() => deed.run()} loading={deed.busy}>
          I have read it
        </Button>
      </Group>
    </Alert>
  );
}
