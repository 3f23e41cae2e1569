import { z } from "zod";
import type { StaffActor } from "@/server/actor";

const StaffRole = z.enum(["administrator", "editor"]);

interface StaffRow {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/** Who the row of an account is. `session` 0: of who has just shown who they are, before any session. */
export function staffActor({ id, email, name, role }: StaffRow, session = 0): StaffActor {
  return { kind: "staff", id, email, name, role: StaffRole.parse(role), session };
}
