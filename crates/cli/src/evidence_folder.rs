//! A folder of papers: each is read, with the claims that somebody typed beside it.

use std::path::{Path, PathBuf};

use coercivity_data::{
    Bill, Claims, EvidenceDocument, HeaderWords, Issuers, Problem, Sheet, read_evidence, settle_evidence,
};

use crate::bill_file::read_bytes;
use crate::bundle_folder::{read_text_as, unreadable};
use crate::input_file::InputFile;

/// Ending of a file of typed claims: `letter.pdf.claims.toml` belongs to `letter.pdf`.
const CLAIMS: &str = ".claims.toml";
/// Folders nested deeper than this are a loop of links.
const DEEPEST: usize = 16;

/// Reads every paper below a folder, in the order of their paths; signatures are checked by the keys of the issuers that
/// are believed. Hidden files are left out.
pub fn read_evidence_folder(
    folder: &Path,
    words: &HeaderWords,
    issuers: &Issuers,
) -> (Vec<EvidenceDocument>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    collect(folder, DEEPEST, &mut files, &mut problems);
    files.sort();
    let mut documents = Vec::new();
    for path in files.iter().filter(|it| !is_claims(it)) {
        let name = path.display().to_string();
        let beside = PathBuf::from(format!("{name}{CLAIMS}"));
        let claims =
            files.contains(&beside).then(|| read_text_as(&beside, &mut problems, Claims::read)).flatten();
        match read_bytes(path) {
            Ok(bytes) => {
                let (document, told) = read_evidence(&name, &bytes, words, claims.as_ref(), issuers);
                documents.push(document);
                problems.extend(told);
            }
            Err(problem) => problems.push(problem),
        }
    }
    for path in files.iter().filter(|it| is_claims(it)) {
        let name = path.display().to_string();
        let of = name.strip_suffix(CLAIMS).unwrap_or_default();
        if !files.iter().any(|it| it.display().to_string() == of) {
            let remedy = "put the document beside its claims, or rename one of them";
            problems.push(Problem::in_file(
                &name,
                "claims without their document",
                format!("`{of}`"),
                remedy,
            ));
        }
    }
    settle_evidence(&mut documents);
    (documents, problems)
}

/// Puts what papers say beside what the bill says. Rows of the bill that name a paper by its file get its hash.
pub fn attach(bill: &mut Bill, documents: &[EvidenceDocument]) {
    for row in &mut bill.evidence.rows {
        let named = documents.iter().find(|it| {
            let path = Path::new(&it.path);
            path.file_name().is_some_and(|it| *it == *row.document) || it.path == row.document
        });
        if let Some(document) = named.filter(|_| !row.document.is_empty()) {
            row.note = format!("{} {}", row.note, row.document).trim().to_owned();
            row.document = format!("sha256:{}", document.sha256);
        }
    }
    bill.papers.extend(documents.iter().map(|it| Sheet {
        path: it.path.clone(),
        columns: Vec::new(),
        rows: it.rows.clone(),
    }));
}

/// The issuers that are believed, and their file; without one nobody is.
pub fn read_issuers(path: Option<&Path>, problems: &mut Vec<Problem>) -> (Issuers, Option<InputFile>) {
    path.and_then(|it| InputFile::read_as(("issuers", it), problems, Issuers::read))
        .map_or_else(Default::default, |(issuers, file)| (issuers, Some(file)))
}

fn is_claims(path: &Path) -> bool {
    path.display().to_string().ends_with(CLAIMS)
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let name = folder.display().to_string();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) if depth > 0 => entries,
        Ok(_) => {
            let remedy = "remove the looping link";
            problems.push(Problem::in_file(&name, "folders without end", "a folder of papers", remedy));
            return;
        }
        Err(error) => {
            problems.push(unreadable(&name, &error));
            return;
        }
    };
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_name().to_string_lossy().starts_with('.') => {}
            Ok(entry) if entry.path().is_dir() => collect(&entry.path(), depth - 1, files, problems),
            Ok(entry) => files.push(entry.path()),
            Err(error) => problems.push(unreadable(&name, &error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use coercivity_data::{EvidenceRow, embedded};

    use super::*;

    #[test]
    fn a_folder_gives_its_papers_with_what_was_typed_beside_them() {
        let folder = std::env::temp_dir().join(format!("coercivity-papers-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("deep")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        write("deep/letter.pdf", "%PDF-1.7");
        let typed = "typed_by = \"A\"\n[[claim]]\nsubject = \"M\"\nclaim = \"origin\"\nplace = \"JP\"\n";
        write("deep/letter.pdf.claims.toml", typed);
        write("gone.pdf.claims.toml", "");
        write("table.csv", "id,subject,claim,place\nE-1,M,metal,CN\n");
        write(".hidden", "x");
        let words = HeaderWords::read(&embedded(), &mut Vec::new());
        let (documents, problems) = read_evidence_folder(&folder, &words, &Issuers::default());
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].found.contains("without their document"));
        let counts: Vec<_> =
            documents.iter().map(|it| (it.path.ends_with("letter.pdf"), it.rows.len())).collect();
        assert_eq!(counts, [(true, 1), (false, 1)]);
        let mut bill = Bill::default();
        bill.evidence.rows.push(EvidenceRow { document: "letter.pdf".to_owned(), ..EvidenceRow::default() });
        attach(&mut bill, &documents);
        assert_eq!(bill.evidence.rows[0].document, format!("sha256:{}", documents[0].sha256));
        assert_eq!(bill.evidence_sheets().map(|it| it.rows.len()).collect::<Vec<_>>(), [1, 1, 1]);
    }
}
