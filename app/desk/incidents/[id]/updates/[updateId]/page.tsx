import type { Metadata } from "next";
import { deskMetadata } from "@/app/desk/desk-page";
import { editPage } from "@/app/desk/incidents/[id]/edit-page";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("incidents");
}

interface Props {
  readonly params: Promise<{ readonly id: string; readonly updateId: string }>;
}

export default async function UpdatePage({ params }: Props) {
  const { id, updateId } = await params;
  return editPage({ id, kind: "update", updateId });
}
