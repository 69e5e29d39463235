//! What a screening says: for people in [`text`], for programs in [`document`], for an auditor in [`record`], for a
//! supplier in [`letter`], and as rows in [`tables`]. Nothing is computed here: what was found is put into words.

mod coming;
mod document;
mod findings_rows;
mod findings_table;
mod letter;
mod record;
mod settling;
mod shown;
mod since;
mod tables;
mod text;
mod words;

pub use coming::{COMING_HEADER, coming_rows};
pub use document::document;
pub use findings_rows::{FINDINGS_HEADER, FindingsLines};
pub use findings_table::findings_table;
pub use letter::{Tongue, letter};
pub use record::record;
pub use settling::Settling;
pub use shown::Shown;
pub use since::{CHANGES_HEADER, Change, Moved, PaperChange, Record, Said, Since, Turn, changes_rows, since};
pub use tables::{FOOTING_HEADER, ORIGINS_HEADER, PAPERS_HEADER, PROBLEMS_HEADER};
pub use tables::{Origins, footing_rows, papers_rows, problems_rows};
pub use text::{Detail, text};
pub use words::{answers, held};
