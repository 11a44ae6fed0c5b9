/** Who is controller and who processor, and the registers of sub-processors. */
export { type ProcessingParty, type ProcessingRelation, rolesOf } from './roles-of.ts';
export { SubProcessor, TransferMechanism } from './sub-processor.entity.ts';
