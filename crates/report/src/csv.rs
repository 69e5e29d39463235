//! Rows as RFC 4180 text with line feeds.

/// One row.
pub fn csv_line<C: AsRef<str>>(cells: &[C], text: &mut String) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        csv_cell(cell.as_ref(), text);
    }
    text.push('\n');
}

/// One cell, in quotes where it needs them.
pub(crate) fn csv_cell(cell: &str, text: &mut String) {
    if !cell.bytes().any(|it| matches!(it, b',' | b'"' | b'\n' | b'\r')) {
        text.push_str(cell);
        return;
    }
    text.push('"');
    for (place, part) in cell.split('"').enumerate() {
        if place > 0 {
            text.push_str("\"\"");
        }
        text.push_str(part);
    }
    text.push('"');
}
