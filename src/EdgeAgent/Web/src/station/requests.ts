import type { SimulatedFault } from "./snapshot";
import { t } from "../text";

export interface Answer {
  done: boolean;
  message: string;
}

export const acknowledgeAlarm = (id: string, who: string) => post(`/api/alarms/${encodeURIComponent(id)}/acknowledge`, { who });
export const setDamage = (member: string, severity: number) => post("/api/simulation/damage", { member, severity });
export const clearDamage = () => post("/api/simulation/damage", {});
export const setFault = (sensor: string, fault: SimulatedFault) => post("/api/simulation/fault", { sensor, fault });

async function post(path: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const answer = (await response.json()) as { message?: string; detail?: string };
    return { done: response.ok, message: answer.message ?? answer.detail ?? t.request.noAnswer };
  } catch {
    return { done: false, message: t.request.unreachable };
  }
}
