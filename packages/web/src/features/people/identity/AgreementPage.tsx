import { Alert, Button, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useParams, useSearch } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { Acceptances } from './Acceptances.tsx';
import { AgreementChanges } from './AgreementChanges.tsx';

const AgreementsDocument = graphql(`
  query Agreements($companies: Boolean!, $resellers: Boolean!) {
    agreements(first: 100) {
      nodes {
        id
        version
        title
        summary
        text
        publishedOn
        acceptBy
        current
      }
    }
    resellersDue: resellers(filter: { agreementDue: true }) @include(if: $resellers) {
      totalCount
    }
    due: companies(filter: { agreementDue: true }) @include(if: $companies) {
      totalCount
    }
  }
`);

const AgreementDocument = graphql(`
  query Agreement($id: ID!) {
    agreement(id: $id) {
      id
      version
      title
      summary
      text
      publishedOn
      acceptBy
      current
    }
  }
`);

const AcceptDocument = graphql(`
  mutation AcceptAgreement($input: AcceptAgreementInput!) {
    acceptAgreement(input: $input) {
      id
      agreementVersion
      agreementAcceptedAt
      agreementDue
    }
  }
`);

const AcceptAsResellerDocument = graphql(`
  mutation AcceptResellersAgreement($input: AcceptResellersAgreementInput!) {
    acceptResellersAgreement(input: $input) {
      id
      agreementDue
    }
  }
`);

const ResellerDocument = graphql(`
  query ResellersAgreement($id: ID!) {
    reseller(id: $id) {
      id
      name
      agreementDue
    }
  }
`);

const OwnDocument = graphql(`
  query OwnAgreement($id: ID!) {
    company(id: $id) {
      id
      agreementVersion
      agreementAcceptedAt
      agreementAcceptedByName
      agreementDue
    }
  }
`);

/** The data processing agreement: its newest text and its versions; companies accept it here [D1] [N5]. */
export function AgreementPage() {
  const { company, reseller, level } = useViewer();
  const can = useCan();
  const read = useRead(
    AgreementsDocument,
    { companies: level !== 'COMPANY', resellers: level === 'PLATFORM' },
    { types: ['Company', 'AgreementAcceptance'] },
  );
  return (
    <Loaded from={read} whole>
      {({ agreements: { nodes }, due, resellersDue }) => {
        const current = nodes.find((agreement) => agreement.current);
        if (!current) return null;
        return (
          <>
            <PageHeader
              title={current.title}
              description={
                <>
                  Version {current.version}, in force since <DayText day={current.publishedOn} />
                  {current.acceptBy && (
                    <>
                      , to be accepted by <DayText day={current.acceptBy} />
                    </>
                  )}
                </>
              }
              actions={
                <>
                  <Print />
                  {can('AGREEMENT_PUBLISH') && (
                    <ButtonLink to="/agreement/new" leftSection={<IconPlus size={16} />}>
                      Publish a new version
                    </ButtonLink>
                  )}
                </>
              }
            />
            <Stack maw={860}>
              {company && <Acceptance companyId={company.id} version={current.version} />}
              {level === 'RESELLER' && (
                <ResellersAcceptance resellerId={reseller.id} version={current.version} />
              )}
              {due && <StillDue companies={due.totalCount} resellers={resellersDue?.totalCount ?? 0} />}
              <Wording {...current} />
              {nodes.length > 1 && <Versions agreements={nodes} />}
              <Acceptances />
            </Stack>
          </>
        );
      }}
    </Loaded>
  );
}

/** Asks for the company's acceptance, or says who gave it. */
function Acceptance({ companyId, version }: { companyId: string; version: string }) {
  const { company: own } = useViewer();
  const accept = useSend(AcceptDocument);
  const read = useRead(OwnDocument, { id: companyId });
  const { run, busy, error } = useDeed(async () => {
    await accept({ input: { version } });
    notifications.show({ message: `Version ${version} is accepted for ${own?.name}.` });
  });
  return (
    <Loaded from={read}>
      {({ company }) => {
        if (!company) return null;
        if (!company.agreementDue)
          return (
            <Alert color="green" role="status">
              Accepted for {own?.name} <DateText at={company.agreementAcceptedAt} />
              {company.agreementAcceptedByName && ` by ${company.agreementAcceptedByName}`}.
            </Alert>
          );
        return (
          <Alert color="yellow" title={`This version waits for the acceptance of ${own?.name}`}>
            <Stack gap="sm" align="flex-start">
              <Text fz="sm">
                {company.agreementAcceptedAt
                  ? `Version ${company.agreementVersion} is the one that was accepted. Read what has changed, then accept.`
                  : 'Read it, then accept it on behalf of your company.'}
              </Text>
              {error && (
                <Text fz="sm" c="red" role="alert">
                  {error.message}
                </Text>
              )}
              <Button onClick={run} loading={busy}>
                Accept version {version}
              </Button>
            </Stack>
          </Alert>
        );
      }}
    </Loaded>
  );
}

function StillDue({ companies, resellers }: { companies: number; resellers: number }) {
  if (companies + resellers === 0)
    return (
      <Alert color="green" role="status">
        Everyone has accepted this version.
      </Alert>
    );
  return (
    <Alert color="yellow" role="status">
      Not accepted yet by{' '}
      {companies > 0 && (
        <TextLink to="/companies" search={{ agreementDue: true }}>
          {plural(companies, 'company', 'companies')}
        </TextLink>
      )}
      {companies > 0 && resellers > 0 && ' and '}
      {resellers > 0 && plural(resellers, 'reseller')}. Their administrators are asked whenever they sign in.
    </Alert>
  );
}

/** Asks for the acceptance of a reseller, for its own people, or says that it is given. */
function ResellersAcceptance({ resellerId, version }: { resellerId: string; version: string }) {
  const can = useCan();
  const accept = useSend(AcceptAsResellerDocument, 'AgreementAcceptance');
  const read = useRead(ResellerDocument, { id: resellerId }, { types: ['AgreementAcceptance'] });
  const { run, busy, error } = useDeed(async () => {
    await accept({ input: { version } });
    notifications.show({ message: `Version ${version} is accepted.` });
  });
  return (
    <Loaded from={read}>
      {({ reseller }) =>
        reseller?.agreementDue ? (
          <Alert color="yellow" title={`This version waits for the acceptance of ${reseller.name}`}>
            <Stack gap="sm" align="flex-start">
              <Text fz="sm">
                It is about your own people, for whom the platform acts on your instructions.
              </Text>
              {error && (
                <Text fz="sm" c="red" role="alert">
                  {error.message}
                </Text>
              )}
              {can('RESELLER_AGREEMENT_ACCEPT') && (
                <Button onClick={run} loading={busy}>
                  Accept version {version}
                </Button>
              )}
            </Stack>
          </Alert>
        ) : (
          <Alert color="green" role="status">
            Accepted for {reseller?.name}.
          </Alert>
        )
      }
    </Loaded>
  );
}

/** One version of it, whether or not it is the newest: what a company is bound by stays to be read and printed. */
export function AgreementVersionPage() {
  const { agreementId } = useParams({ strict: false });
  const { since }: { since?: string } = useSearch({ strict: false });
  const read = useRead(AgreementDocument, { id: agreementId ?? '' });
  return (
    <Loaded from={read} whole>
      {({ agreement }) =>
        agreement && (
          <>
            <PageHeader
              title={agreement.title}
              crumbs={[{ label: 'Processing agreement', link: { to: '/agreement' } }]}
              description={
                <>
                  Version {agreement.version}, published on <DayText day={agreement.publishedOn} />
                  {!agreement.current && '; a newer one is in force'}
                </>
              }
              actions={<Print />}
            />
            <Stack maw={860}>
              {since ? <AgreementChanges fromId={since} toId={agreement.id} /> : <Wording {...agreement} />}
            </Stack>
          </>
        )
      }
    </Loaded>
  );
}

const Print = () => (
  <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => print()}>
    Print
  </Button>
);

function Wording({ summary, text }: { summary: string | null; text: string }) {
  return (
    <>
      {summary && (
        <Section title="What has changed">
          <Text style={{ whiteSpace: 'pre-line' }}>{summary}</Text>
        </Section>
      )}
      <Section title="The agreement">
        <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
      </Section>
    </>
  );
}

interface VersionRow {
  id: string;
  version: string;
  summary: string | null;
  publishedOn: string;
}

function Versions({ agreements }: { agreements: readonly VersionRow[] }) {
  return (
    <Section title="Versions">
      <Table.ScrollContainer minWidth={420}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Version</Table.Th>
              <Table.Th>Published</Table.Th>
              <Table.Th>What changed</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {agreements.map(({ id, version, summary, publishedOn }, at) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <TextLink to="/agreement/$agreementId" params={{ agreementId: id }}>
                    {version}
                  </TextLink>
                </Table.Td>
                <Table.Td>
                  <DayText day={publishedOn} />
                </Table.Td>
                <Table.Td>{summary ?? 'The first version.'}</Table.Td>
                <Table.Td>
                  {agreements[at + 1] && (
                    <TextLink
                      to="/agreement/$agreementId"
                      params={{ agreementId: id }}
                      search={{ since: agreements[at + 1]?.id } as never}
                    >
                      Compare
                    </TextLink>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
