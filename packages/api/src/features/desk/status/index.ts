/** How services are: components, incidents and maintenance. */
export { Component } from './component.entity.ts';
export { Incident } from './incident.entity.ts';
export { keeperOf } from './keeper.ts';
export { HISTORY_DAYS } from './status-history.ts';
