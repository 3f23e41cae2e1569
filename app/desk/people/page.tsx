import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-access.css";
import { People } from "@/components/desk/access/people";
import { listPeople } from "@/server/people";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("people");
}

export default function PeoplePage() {
  return deskPage(
    { path: "/desk/people", area: "people", role: "administrator", areas: ["account"] },
    async ({ context, actor }) => <People initial={{ people: await listPeople(context, actor) }} />,
  );
}
