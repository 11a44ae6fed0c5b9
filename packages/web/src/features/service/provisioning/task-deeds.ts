import { graphql } from '../../../data/graphql.ts';

export const TakeDocument = graphql(`
  mutation TakeTask($input: TakeTaskInput!) {
    takeTask(input: $input) {
      id
      assigneeName
    }
  }
`);

export const GiveBackDocument = graphql(`
  mutation GiveBackTask($input: GiveBackTaskInput!) {
    giveBackTask(input: $input) {
      id
      assigneeName
    }
  }
`);

export const AssignDocument = graphql(`
  mutation AssignTask($input: AssignTaskInput!) {
    assignTask(input: $input) {
      id
      assigneeName
    }
  }
`);

export const TickDocument = graphql(`
  mutation TickTaskItem($input: TickTaskItemInput!) {
    tickTaskItem(input: $input) {
      id
      checklist {
        doneAt
      }
    }
  }
`);
