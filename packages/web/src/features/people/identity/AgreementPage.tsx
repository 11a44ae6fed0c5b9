import { Alert, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useParams, useSearch } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { plural } from '../../../lib/format.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Acceptance, ResellersAcceptance } from './AcceptAgreement.tsx';
import { Acceptances } from './Acceptances.tsx';
import { AgreementChanges } from './AgreementChanges.tsx';
import { Print, Versions, Wording } from './AgreementWords.tsx';

const AgreementsDocument = graphql(`
  query Agreements($byPlatform: Boolean, $companies: Boolean!, $resellers: Boolean!) {
    agreements(first: 100, filter: { byPlatform: $byPlatform }) {
      nodes {
        id
        resellerId
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

/** The data processing agreement between companies and whoever they buy from: its newest text and its versions; companies accept it here [D1] [N5]. */
export function AgreementPage() {
  return <AgreementOf />;
}

/** The platform's agreement with a reseller, about its own people, for which it accepts it [D1]. */
export function ResellersAgreementPage() {
  return <AgreementOf platform />;
}

/** @param platform the platform's, whether or not the reseller has a text of its own */
function AgreementOf({ platform = false }: { platform?: boolean }) {
  const { company, reseller, level } = useViewer();
  const can = useCan();
  const seller = level === 'RESELLER' && !platform;
  const read = useRead(
    AgreementsDocument,
    {
      byPlatform: platform || level === 'PLATFORM' ? true : null,
      companies: level !== 'COMPANY' && !platform,
      resellers: level === 'PLATFORM',
    },
    { types: ['Agreement', 'Company', 'AgreementAcceptance'] },
  );
  return (
    <Loaded from={read} whole>
      {({ agreements: { nodes }, due, resellersDue }) => {
        const own = nodes.filter(({ resellerId }) => resellerId === reseller.id);
        const versions = own.length ? own : nodes.filter(({ resellerId }) => resellerId === null);
        const current = versions.find((agreement) => agreement.current);
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
                  {can('AGREEMENT_PUBLISH') && !platform && (
                    <ButtonLink to="/agreement/new" leftSection={<IconPlus size={16} />}>
                      {seller && !own.length ? 'Publish one of your own' : 'Publish a new version'}
                    </ButtonLink>
                  )}
                </>
              }
            />
            <Siblings of="/agreement" at={platform ? '/agreement/platform' : '/agreement'}>
              <Stack maw={860}>
                {company && <Acceptance companyId={company.id} version={current.version} />}
                {platform && <ResellersAcceptance resellerId={reseller.id} version={current.version} />}
                {seller && !own.length && (
                  <Alert color="blue" role="status">
                    You have published no agreement of your own: the platform’s holds for your companies.
                  </Alert>
                )}
                {due && <StillDue companies={due.totalCount} resellers={resellersDue?.totalCount ?? 0} />}
                <Wording {...current} />
                {versions.length > 1 && <Versions agreements={versions} />}
                <Acceptances ofReseller={level === 'RESELLER' ? platform : undefined} />
              </Stack>
            </Siblings>
          </>
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
