/** Devices, and who has them. */
export { Device } from './device.entity.ts';
export { lockDevices } from './lock-devices.ts';
export { moveDevices } from './move-devices.ts';
