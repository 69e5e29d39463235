//! Events after EPCIS 1.2 and 2.0 in XML become the JSON-LD that says the same, so that both are read by one reader. What
//! an older version hides in its extensions stands where the newer one has it.

use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::{NsReader, Reader};

use super::epcis::{EVENTS, TYPES};
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::forms::limits::Limits;
use crate::bill::forms::xml::referred;
use crate::problem::Problem;

/// How every namespace of EPCIS begins, and the one of types and of what is nil.
const OWN: &str = "urn:epcglobal:epcis";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The element around events, and those in which version 1 puts what came later.
const LIST: &str = "EventList";
const EXTENSIONS: [&str; 2] = ["extension", "baseExtension"];
/// Elements whose children are the items of a list, and elements with a type beside their text.
const LISTS: [&str; 13] = [
    "epcList",
    "inputEPCList",
    "outputEPCList",
    "childEPCs",
    "quantityList",
    "inputQuantityList",
    "outputQuantityList",
    "childQuantityList",
    "bizTransactionList",
    "sourceList",
    "destinationList",
    "sensorElementList",
    "correctiveEventIDs",
];
const TYPED: [&str; 3] = ["source", "destination", "bizTransaction"];
/// What an event says once: of two the reader would have to choose.
const ONCE: [&str; 11] = [
    "eventID",
    "eventTime",
    "recordTime",
    "errorDeclaration",
    "action",
    "epcList",
    "quantityList",
    "outputEPCList",
    "outputQuantityList",
    "sourceList",
    "ilmd",
];
/// Before the words of the core vocabulary, which JSON has without it.
const VOCABULARY: &str = "urn:epcglobal:cbv:";
const LISTS_OF_WORDS: [&str; 5] = ["bizstep:", "disp:", "btt:", "sdt:", "er:"];

/// Whether a text is XML that holds events, by its outermost element: a document, or the answer to a query.
pub(super) fn is_one(text: &str) -> bool {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return false;
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let root = start.local_name().into_inner();
                return TYPES.contains(&root)
                    || root == "QueryResults"
                    || root == "Envelope" && text.contains(OWN) && text.contains(LIST);
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// The document in JSON; the first slip is told with its line.
pub(super) fn as_json(path: &str, text: &str, limits: &Limits) -> Result<Json, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let mut xml = NsReader::from_str(text);
    xml.config_mut().expand_empty_elements = true;
    let mut reading =
        Reading { path, limits, line: 1, values: 0, lists: 0, open: Vec::new(), events: Vec::new() };
    let (mut counted, mut ended) = (0, false);
    loop {
        let at = usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        reading.line += text.as_bytes()[counted..at].iter().filter(|it| **it == b'\n').count();
        counted = at;
        let event = match xml.read_event() {
            Ok(event) => event,
            Err(error) => return Err(reading.wrong(format!("XML that is broken ({error})"), WHOLE)),
        };
        match event {
            Event::Start(_) if ended => return Err(reading.wrong("an element after the end", WHOLE)),
            Event::Start(start) => reading.open(&start, &xml)?,
            Event::End(_) => {
                reading.close()?;
                ended = reading.open.is_empty();
            }
            Event::Text(words) => reading.say(&words.xml10_content()),
            Event::CData(words) => reading.say(&words.xml10_content()),
            Event::GeneralRef(name) => match referred(&name) {
                known if known.chars().count() == 1 => reading.say(&known),
                unknown => return Err(reading.wrong(format!("the entity `{unknown}`"), PLAIN)),
            },
            // A type that is a name alone, as examples of the standard have, defines nothing.
            Event::DocType(name) if !name.contains(['[', '"', '\'']) => {}
            Event::DocType(_) => return Err(reading.wrong("a document type that defines something", PLAIN)),
            Event::Eof if ended => break,
            Event::Eof => return Err(reading.wrong("XML that breaks off", WHOLE)),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let object = |entries: Vec<(&str, Json)>| {
        let entries = entries.into_iter().map(|it| (it.0.to_owned(), it.1)).collect();
        Json { line: 1, value: JsonValue::Object(entries) }
    };
    let events = Json { line: 1, value: JsonValue::List(reading.events) };
    let kind = Json { line: 1, value: JsonValue::Text(TYPES[0].to_owned()) };
    Ok(object(vec![("type", kind), ("epcisBody", object(vec![("eventList", events)]))]))
}

/// What was expected, and what helps.
const WHOLE: (&str, &str) = ("one whole document", "ask for the events as they were written");
const PLAIN: (&str, &str) = (
    "XML whose document type defines nothing, with the five entities of the standard",
    "ask for the events without it",
);

/// An element under way.
struct Open {
    line: usize,
    /// Its name: of one of EPCIS without a prefix, of others as it is written.
    key: String,
    own: bool,
    nil: bool,
    attributes: Vec<(String, Json)>,
    entries: Vec<(String, Json)>,
    text: String,
}

impl Open {
    fn is(&self, names: &[&str]) -> bool {
        self.own && names.contains(&self.key.as_str())
    }
}

/// Where the reader stands.
struct Reading<'a> {
    path: &'a str,
    limits: &'a Limits,
    line: usize,
    values: usize,
    /// Lists of events that are open; what is outside of them is not kept.
    lists: usize,
    open: Vec<Open>,
    events: Vec<Json>,
}

impl Reading<'_> {
    fn wrong(&self, found: impl Into<String>, (expected, remedy): (&str, &str)) -> Problem {
        Problem::in_file(self.path, found, expected, remedy).at(self.line, 0)
    }

    fn open(&mut self, start: &BytesStart<'_>, xml: &NsReader<&[u8]>) -> Result<(), Problem> {
        self.values += 1;
        if self.open.len() >= self.limits.depth || self.values > self.limits.cells {
            let found = "elements, more or deeper in one another than are read";
            let most = format!("at most {}, {} deep", self.limits.cells, self.limits.depth);
            return Err(self.wrong(found, (&most, "split very large files")));
        }
        let (namespace, local) = xml.resolver().resolve_element(start.name());
        let written = start.name().into_inner();
        let (own, key) = match namespace {
            ResolveResult::Unbound => (true, local.into_inner().to_owned()),
            ResolveResult::Bound(Namespace(name)) if name.starts_with(OWN) => {
                (true, local.into_inner().to_owned())
            }
            // One that is the default has no prefix, and yet is not of EPCIS.
            ResolveResult::Bound(Namespace(name)) if !written.contains(':') => {
                (false, format!("{name}#{written}"))
            }
            ResolveResult::Bound(_) => (false, written.to_owned()),
            ResolveResult::Unknown(prefix) => {
                let expected = ("a prefix that the document declares", "ask for the events anew");
                return Err(self.wrong(format!("the prefix `{prefix}`"), expected));
            }
        };
        if self.open.is_empty() && !own && TYPES.contains(&local.into_inner()) {
            let expected = (OWN, "ask for the events after EPCIS 1.2 or 2.0");
            return Err(self.wrong(format!("`{written}` of another namespace"), expected));
        }
        let (attributes, nil) = self.attributes(start, xml)?;
        self.lists += usize::from(own && key == LIST);
        let (entries, text) = (Vec::new(), String::new());
        self.open.push(Open { line: self.line, key, own, nil, attributes, entries, text });
        Ok(())
    }

    /// The attributes of an element, and whether they say that it is nil.
    fn attributes(
        &self,
        start: &BytesStart<'_>,
        xml: &NsReader<&[u8]>,
    ) -> Result<(Vec<(String, Json)>, bool), Problem> {
        let (mut found, mut nil) = (Vec::new(), false);
        for attribute in start.attributes() {
            let wrong = |why: &str| self.wrong(format!("an attribute that cannot be read ({why})"), PLAIN);
            let attribute = attribute.map_err(|error| wrong(&error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| wrong(&error.to_string()))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            match xml.resolver().resolve_attribute(attribute.key) {
                (ResolveResult::Bound(Namespace(INSTANCE)), name) => {
                    nil |= name.into_inner() == "nil" && ["true", "1"].contains(&value.trim());
                }
                _ => {
                    let value = JsonValue::Text(word(&value).to_owned());
                    let json = Json { line: self.line, value };
                    found.push((attribute.key.into_inner().to_owned(), json));
                }
            }
        }
        Ok((found, nil))
    }

    fn say(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut().filter(|_| self.lists > 0) {
            open.text.push_str(text);
        }
    }

    fn close(&mut self) -> Result<(), Problem> {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        if open.is(&[LIST]) {
            self.lists -= 1;
            if self.lists == 0 {
                let entries = std::mem::take(&mut open.entries);
                let events = entries.into_iter().filter(|it| it.0.ends_with(EVENTS));
                self.events.extend(events.map(|(kind, event)| typed(kind, event)));
                return Ok(());
            }
        }
        if self.lists == 0 {
            return Ok(());
        }
        let around = self.open.iter().rev().find(|it| !it.is(&EXTENSIONS));
        let in_list = around.is_some_and(|it| it.is(&[LIST]));
        if open.is(&EXTENSIONS) {
            if let Some(parent) = self.open.last_mut() {
                parent.entries.append(&mut open.entries);
            }
            return Ok(());
        }
        if in_list && open.key.ends_with(EVENTS) {
            self.once(&open)?;
        }
        let key = std::mem::take(&mut open.key);
        let json = open.json(&key);
        if let Some(parent) = self.open.last_mut() {
            parent.entries.push((key, json));
        }
        Ok(())
    }

    /// Refuses an event that says a thing twice.
    fn once(&self, event: &Open) -> Result<(), Problem> {
        for name in ONCE {
            if let Some((_, twice)) = event.entries.iter().filter(|it| it.0 == name).nth(1) {
                let expected = ("each element of an event once", "ask for the events anew");
                return Err(self.wrong(format!("`{name}` twice in an event"), expected).at(twice.line, 0));
            }
        }
        Ok(())
    }
}

impl Open {
    /// What the element says, as JSON has it.
    fn json(mut self, key: &str) -> Json {
        let line = self.line;
        let text = self.text.trim();
        let plain = self.entries.is_empty()
            && (self.attributes.is_empty() || self.own && !text.is_empty() && !TYPED.contains(&key));
        let value = if self.nil {
            JsonValue::Null
        } else if self.own && LISTS.contains(&key) && (!self.entries.is_empty() || text.is_empty()) {
            JsonValue::List(self.entries.into_iter().map(|it| it.1).collect())
        } else if plain {
            // A quantity is a number in JSON; names of things may look like one and are none.
            let number = text.parse().ok().filter(|it: &f64| self.own && key == "quantity" && it.is_finite());
            let words = if self.own { word(text) } else { text };
            number.map_or_else(|| JsonValue::Text(words.to_owned()), JsonValue::Number)
        } else {
            if !text.is_empty() {
                let words = JsonValue::Text(text.to_owned());
                let beside = if self.own { key } else { "@value" };
                self.entries.push((beside.to_owned(), Json { line, value: words }));
            }
            self.attributes.append(&mut self.entries);
            JsonValue::Object(grouped(self.attributes))
        };
        Json { line, value }
    }
}

/// Entries of an object: what has the same name becomes a list.
fn grouped(entries: Vec<(String, Json)>) -> Vec<(String, Json)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, Vec<Json>)> = Vec::new();
    for (key, value) in entries {
        match places.get(&key) {
            Some(place) => found[*place].1.push(value),
            None => {
                places.insert(key.clone(), found.len());
                found.push((key, vec![value]));
            }
        }
    }
    let one = |(key, mut values): (String, Vec<Json>)| match (values.len(), values.first()) {
        (2.., Some(first)) => (key, Json { line: first.line, value: JsonValue::List(values) }),
        _ => (key, values.remove(0)),
    };
    found.into_iter().map(one).collect()
}

/// An event with its kind, which in XML is the name of its element.
fn typed(kind: String, event: Json) -> Json {
    let line = event.line;
    let mut entries = vec![("type".to_owned(), Json { line, value: JsonValue::Text(kind) })];
    if let JsonValue::Object(own) = event.value {
        entries.extend(own);
    }
    Json { line, value: JsonValue::Object(entries) }
}

/// A word of the core vocabulary, without what JSON leaves out; any other text as it is.
fn word(text: &str) -> &str {
    let bare = text.trim();
    let of_list = bare.strip_prefix(VOCABULARY);
    of_list.and_then(|it| LISTS_OF_WORDS.iter().find_map(|list| it.strip_prefix(list))).unwrap_or(bare)
}
