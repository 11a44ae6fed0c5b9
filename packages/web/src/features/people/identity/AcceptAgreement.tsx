import { Alert, Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

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

/** Asks for the company's acceptance, or says who gave it. */
export function Acceptance({ companyId, version }: { companyId: string; version: string }) {
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

/** Asks for the acceptance of a reseller, for its own people, or says that it is given. */
export function ResellersAcceptance({ resellerId, version }: { resellerId: string; version: string }) {
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
