//! Bills of materials as written: lines, parties, movements and evidence, each with its cell.

mod rows;

pub use rows::{Amount, Bill, BillColumn, BillLine, EvidenceRow, MovementRow, PartyRow, Sheet, StepsWritten};
