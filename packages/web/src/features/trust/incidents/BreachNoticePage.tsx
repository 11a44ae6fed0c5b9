import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { count, instant, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AuthorityClock } from './AuthorityClock.tsx';
import { PassOnDocument } from './BreachNoticeList.tsx';
import { type BreachNotice, BreachNoticeDocument } from './notice.ts';
import { Paragraphs } from './Paragraphs.tsx';
import { PeopleConcerned } from './PeopleConcerned.tsx';
import { RecordAuthority } from './RecordAuthority.tsx';
import { WriteLetters } from './WriteLetters.tsx';
import { classesText, NOTICE_STATES, RISKS, toneOfRisk } from './words.ts';

const OpenDocument = graphql(`
  mutation OpenBreachNotice($input: OpenBreachNoticeInput!) {
    openBreachNotice(input: $input) {
      id
      openedAt
    }
  }
`);

const AcknowledgeDocument = graphql(`
  mutation AcknowledgeBreachNotice($input: AcknowledgeBreachNoticeInput!) {
    acknowledgeBreachNotice(input: $input) {
      id
      acknowledgedAt
    }
  }
`);

/** One notice: the clock first, then what happened, then the papers; opening it is noted for the controller [D5] [S86]. */
export function BreachNoticePage() {
  const { noticeId = '' } = useParams({ strict: false });
  const read = useRead(BreachNoticeDocument, { id: noticeId }, { types: ['BreachNotice'] });
  return (
    <Loaded from={read} whole>
      {({ breachNotice }) => breachNotice && <Notice key={breachNotice.id} notice={breachNotice} />}
    </Loaded>
  );
}

function Notice({ notice }: { notice: BreachNotice }) {
  const may = useCan();
  const { support, level } = useViewer();
  const { id, title, state, risk, exercise, mine, undeliveredAt } = notice;
  const answers = mine && !support && may('BREACH_NOTICE_ANSWER');
  useOpened(id, answers && notice.phases.some(({ openedAt }) => !openedAt));
  return (
    <DetailPage
      header={{
        title,
        badge: (
          <Group gap="xs">
            <StateBadge
              state={undeliveredAt ? 'FAILED' : state}
              label={undeliveredAt ? 'Not delivered' : NOTICE_STATES[state]}
            />
            <StateBadge state={toneOfRisk(risk)} label={`Risk: ${RISKS[risk].toLowerCase()}`} />
            {exercise && <StateBadge state="PREVIEW" label="Exercise" />}
          </Group>
        ),
        description: `${notice.reference} · ${notice.issuerName} to ${notice.controllerName}`,
        crumbs: [{ label: 'Breach notices', link: { to: '/breach-notices' } }],
        actions: <Deeds notice={notice} answers={answers} />,
      }}
      alert={<Standing notice={notice} answers={answers} />}
      facts={[
        ...(notice.ofIncidentId === null
          ? []
          : [
              [
                'Incident',
                <TextLink
                  key="incident"
                  to="/incidents/$incidentId"
                  params={{ incidentId: notice.ofIncidentId }}
                >
                  In the register
                </TextLink>,
              ] as const,
            ]),
        ['Known to the processor', <DateText key="aware" at={notice.awareAt} />],
        ['Sent', <DateText key="sent" at={notice.sentAt} />],
        ['Passed on', <PassedOn key="passed" notice={notice} />],
        ['Mailed to', notice.recipientCount === null ? null : plural(notice.recipientCount, 'administrator')],
        ['Delivered', <DateText key="delivered" at={notice.deliveredAt} />],
        ['Opened', by(notice.openedAt, notice.openedByName)],
        ['Acknowledged', by(notice.acknowledgedAt, notice.acknowledgedByName)],
        ['Authority', <AuthorityClock key="clock" {...notice} />],
        ['Its reference', notice.authorityReference],
        ['Reason noted', notice.authorityReason],
        [
          'Who can say more',
          [notice.contactName, notice.contactEmail, notice.contactPhone].filter(Boolean).join(', '),
        ],
      ]}
      factsTitle="How it went"
      asideFirst
      aside={[
        <Concerned key="concerned" notice={notice} />,
        ...notice.phases.map((phase) => (
          <Section
            key={phase.id}
            title={phase.number === 1 ? 'What happened' : `Supplement ${phase.number - 1}`}
          >
            <Paragraphs
              said={[
                ['Sent', phase.number > 1 && instant(phase.sentAt)],
                ['Nature of the breach', phase.nature],
                ['Likely consequences', phase.consequences],
                ['Measures', phase.measures],
              ]}
            />
          </Section>
        )),
        ...notice.letters.map((letter) => (
          <Section key={letter.id} title="Letter to the people concerned">
            <Paragraphs
              said={[
                [
                  'Sent',
                  `${instant(letter.sentAt)}, to ${plural(letter.recipientCount, 'person', 'people')}; ${count(letter.openedCount)} opened it here${letter.unreachedCount ? `; ${count(letter.unreachedCount)} without an address have to be told otherwise` : ''}`,
                ],
                [letter.subject ?? 'Letter', letter.text],
              ]}
            />
          </Section>
        )),
      ]}
      tabs={
        level === 'COMPANY' && may('BREACH_PERSON_READ') && notice.endUserCount > 0
          ? [
              {
                key: 'people',
                label: 'People concerned',
                count: notice.endUserCount,
                content: () => <PeopleConcerned noticeId={id} />,
              },
            ]
          : []
      }
    />
  );
}

const by = (at: string | null, name: string | null): string | null =>
  at && `${instant(at)}${name ? `, ${name}` : ''}`;

function PassedOn({ notice: { passedOnAt, passesOnAt, passedOnByName } }: { notice: BreachNotice }) {
  if (!passesOnAt) return 'Directly';
  if (!passedOnAt) return `By itself on ${instant(passesOnAt)}`;
  // Of whoever did it a company sees the time only: they are its reseller's people.
  const byItself = Date.parse(passedOnAt) > Date.parse(passesOnAt) - 60_000;
  return [instant(passedOnAt), passedOnByName ?? (byItself && 'by itself')].filter(Boolean).join(', ');
}

/** What there is to do, and by when. */
function Standing({ notice, answers }: { notice: BreachNotice; answers: boolean }) {
  const { exercise, state, passesOnAt, authorityDueAt, authorityNotedAt, risk, lettersSentAt, company } =
    notice;
  return (
    <Stack gap="xs" mb="md">
      {exercise && (
        <Alert color="blue" title="This is an exercise">
          Nothing has happened. Do everything as you would otherwise; no end user hears of it.
        </Alert>
      )}
      {state === 'WITH_RESELLER' && passesOnAt && (
        <Alert color="yellow" title="To be passed on">
          The company has not been told yet. It goes out by itself on {instant(passesOnAt)}.
        </Alert>
      )}
      {answers && authorityDueAt && !authorityNotedAt && (
        <Alert color={Date.parse(authorityDueAt) < Date.now() ? 'red' : 'yellow'} title="Your 72 hours">
          <AuthorityClock {...notice} /> to tell your authority, or note why you need not.
          {risk === 'HIGH' &&
            company &&
            !lettersSentAt &&
            !exercise &&
            ' The risk is judged high: the people concerned have to be told, too.'}
        </Alert>
      )}
    </Stack>
  );
}

function Concerned({ notice }: { notice: BreachNotice }) {
  const { endUserCount, administratorCount, dataClasses, touchedFrom, touchedUntil } = notice;
  const people = [
    endUserCount && plural(endUserCount, 'end user'),
    administratorCount && plural(administratorCount, 'administrator'),
  ].filter(Boolean);
  return (
    <Section title="Whose data">
      <Text fz="xl" fw={600}>
        {people.length ? people.join(', ') : 'Not known one by one'}
      </Text>
      {!people.length && (
        <Text fz="sm" c="dimmed">
          The service is the organisation’s as a whole, which knows whose data are in it.
        </Text>
      )}
      <Text mt={4}>{classesText(dataClasses)}</Text>
      <Text fz="sm" c="dimmed">
        {instant(touchedFrom)} – {touchedUntil ? instant(touchedUntil) : 'goes on'}
      </Text>
    </Section>
  );
}

function Deeds({ notice, answers }: { notice: BreachNotice; answers: boolean }) {
  const { id, reference, state, company, exercise, endUserCount, acknowledgedAt } = notice;
  const { level } = useViewer();
  const may = useCan();
  const acknowledge = useSend(AcknowledgeDocument, 'BreachNotice');
  const passOn = useSend(PassOnDocument, 'BreachNotice');
  const file = (path: string, label: string, name: string) => ({
    path: `/breach-notices/${id}/${path}`,
    label,
    name: `${name}.pdf`,
    type: 'application/pdf',
  });
  const waits = notice.phases.some(({ passedOnAt }) => !passedOnAt);
  return (
    <>
      <FileMenu
        label="Papers"
        failed="No file"
        files={[
          {
            ...file('pdf', 'Open the notice in a new tab', reference),
            icon: <IconExternalLink size={16} />,
            tab: reference,
          },
          { ...file('pdf', 'Notice (PDF)', reference), icon: <IconFileTypePdf size={16} /> },
          {
            ...file('authority.pdf', 'Draft for the authority (PDF)', `${reference}-authority`),
            icon: <IconFileTypePdf size={16} />,
          },
        ]}
      />
      {waits && level !== 'COMPANY' && may('INCIDENT_MANAGE') && (
        <ConfirmButton
          title="Pass this notice on?"
          consequence="The company’s administrators are told at once, here and by mail. It cannot be taken back."
          confirmLabel="Pass on"
          onConfirm={() => passOn({ input: { noticeIds: [id] } })}
        >
          Pass on
        </ConfirmButton>
      )}
      {answers && state !== 'WITH_RESELLER' && (
        <>
          {company && !exercise && endUserCount > 0 && <WriteLetters notice={notice} />}
          <RecordAuthority notice={notice} />
          {!acknowledgedAt && (
            <ConfirmButton
              title="Acknowledge this notice?"
              consequence={`${notice.issuerName} sees that you have it and act on it, with your name and the time.`}
              confirmLabel="Acknowledge"
              onConfirm={() => acknowledge({ input: { noticeId: id } })}
            >
              Acknowledge
            </ConfirmButton>
          )}
        </>
      )}
    </>
  );
}

/** Notes once that the controller has it before them; should that fail, the next opening does. */
function useOpened(noticeId: string, unopened: boolean): void {
  const open = useSend(OpenDocument, 'BreachNotice');
  const told = useRef(false);
  useEffect(() => {
    if (!unopened || told.current) return;
    told.current = true;
    open({ input: { noticeId } }).catch(() => {
      told.current = false;
    });
  }, [noticeId, unopened, open]);
}
