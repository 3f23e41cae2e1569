import type { ReactNode } from "react";
import "@/app/styles/desk.css";

export default function DeskLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
