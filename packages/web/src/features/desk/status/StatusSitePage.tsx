import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const SiteDocument = graphql(`
  query OwnStatusSite {
    statusSites(first: 1, filter: { mine: true }) {
      nodes {
        id
        path
        slug
        hostName
        recordName
        recordValue
        provedAt
        checkedAt
        problem
      }
    }
  }
`);
type Site = ResultOf<typeof SiteDocument>['statusSites']['nodes'][number];

const PublishDocument = graphql(`
  mutation PublishStatusSite($input: PublishStatusSiteInput!) {
    publishStatusSite(input: $input) {
      id
    }
  }
`);
const ProveDocument = graphql(`
  mutation ProveStatusHost($input: ProveStatusHostInput!) {
    proveStatusHost(input: $input) {
      id
      provedAt
      problem
    }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawStatusSite($input: WithdrawStatusSiteInput!) {
    withdrawStatusSite(input: $input)
  }
`);

/** The page that everyone can read without a sign-in: where it is, and under which host name of one's own [N4] [T8]. */
export function StatusSitePage() {
  const platform = useViewer().level === 'PLATFORM';
  const read = useRead(SiteDocument, {}, { types: ['StatusSite'] });
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageHeader
        title="Public page"
        description="How your services are, for everyone to read without a sign-in: it loads at once, and is there even while nothing else is."
        actions={
          <Button onClick={() => setOpen(true)}>{platform ? 'Host name…' : 'Publish or change…'}</Button>
        }
      />
      <Siblings of="/status-board" at="/status-board/page">
        <Loaded from={read}>
          {({ statusSites: { nodes } }) => {
            const [site] = nodes;
            return (
              <>
                {site || platform ? (
                  <Stack>
                    <Where path={site?.path ?? '/status'} />
                    {site?.hostName && <Host site={site} />}
                    {site && !platform && <Withdraw id={site.id} />}
                  </Stack>
                ) : (
                  <EmptyState icon={<IconWorld size={22} />} title="You have no page yet">
                    Publish it in your own name and colours. It shows your public components and those of the
                    platform.
                  </EmptyState>
                )}
                {open && <SiteForm site={site} platform={platform} onClose={() => setOpen(false)} />}
              </>
            );
          }}
        </Loaded>
      </Siblings>
    </>
  );
}

function Where({ path }: { path: string }) {
  const at = window.location.origin + path;
  return (
    <Section title="Where it is">
      <Facts
        facts={[
          [
            'Page',
            <Anchor key="page" href={at} target="_blank" rel="noreferrer">
              {at}
            </Anchor>,
          ],
          ['Atom', <CopyText key="atom" text={`${at}/feed.atom`} label="address of the Atom feed" />],
          [
            'Calendar of maintenance',
            <CopyText key="ics" text={`${at}/calendar.ics`} label="address of the calendar" />,
          ],
          [
            'For programs',
            <CopyText key="json" text={`${at}/summary.json`} label="address of the summary" />,
          ],
        ]}
      />
    </Section>
  );
}

function Host({
  site: { id, hostName, recordName, recordValue, provedAt, checkedAt, problem },
}: {
  site: Site;
}) {
  const prove = useSend(ProveDocument, 'StatusSite');
  const look = useDeed(async () => {
    const { proveStatusHost } = await prove({ input: { id } });
    if (proveStatusHost.provedAt)
      notifications.show({ message: `${hostName} is proved: the page is there, too.` });
  });
  if (provedAt)
    return (
      <Section title={hostName ?? ''}>
        <Text>
          The name is proved since <DateText at={provedAt} />. Let it lead here: your proxy has to take it,
          with a certificate. Then the page is at https://{hostName}/status.
        </Text>
      </Section>
    );
  return (
    <Section title={`Prove ${hostName}`}>
      <Stack>
        <Text>Set this record where the names of the domain are kept. It shows that the name is yours.</Text>
        <Facts
          facts={[
            ['Type', 'TXT'],
            ['Name', <CopyText key="name" text={recordName ?? ''} label="name" />],
            ['Value', <CopyText key="value" text={recordValue ?? ''} label="value" />],
            ['Last looked for', checkedAt && <DateText key="last" at={checkedAt} />],
          ]}
        />
        {look.error ? (
          <Alert color="red">{look.error.message}</Alert>
        ) : (
          problem && <Alert color="yellow">{problem}</Alert>
        )}
        <Group justify="flex-end">
          <Button onClick={() => look.run()} loading={look.busy}>
            Look for it now
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Withdraw({ id }: { id: string }) {
  const withdraw = useSend(WithdrawDocument, 'StatusSite');
  return (
    <Group>
      <ConfirmButton
        title="Take the page back?"
        consequence="Its address and its host name answer no more. You can publish it again at any time."
        confirmLabel="Take it back"
        destructive
        onConfirm={() => withdraw({ input: { id } })}
      >
        Take it back
      </ConfirmButton>
    </Group>
  );
}

function SiteForm({
  site,
  platform,
  onClose,
}: {
  site: Site | undefined;
  platform: boolean;
  onClose: () => void;
}) {
  const publish = useSend(PublishDocument, 'StatusSite');
  const form = useSubmitForm({
    initialValues: { slug: site?.slug ?? '', hostName: site?.hostName ?? '' },
    send: ({ slug, hostName }) =>
      publish({ input: { slug: platform ? null : slug, hostName: hostName || null } }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Public page" submitLabel="Publish" form={form}>
      {!platform && (
        <TextInput
          label="Last part of its address"
          description={`${window.location.origin}/status/…`}
          placeholder="northwind-it"
          required
          maxLength={60}
          {...getInputProps('slug')}
        />
      )}
      <TextInput
        label="Host name of your own"
        description="If it is to be there under your name, too; a record in it proves that it is yours."
        placeholder="status.example.com"
        maxLength={253}
        {...getInputProps('hostName')}
      />
    </FormModal>
  );
}
