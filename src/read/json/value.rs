//! What a field of JSON may hold, made into text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value as text. Lists are joined: paragraphs by line, everything else by comma.
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    List(Vec<String>),
}

impl Value<'_> {
    pub(super) fn into_text(self, joint: &str) -> String {
        match self {
            Value::Text(text) => text.into_owned(),
            Value::Number(number) => number.to_string(),
            Value::List(list) => list.join(joint),
        }
    }

    pub(super) fn into_list(self) -> Vec<String> {
        match self {
            Value::List(list) => list,
            other => vec![other.into_text("\n")],
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        match self {
            Value::Text(text) => text.trim().is_empty(),
            Value::Number(_) => false,
            Value::List(list) => list.is_empty(),
        }
    }
}

/// A key, borrowed where it has no escapes.
pub(super) struct Key<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// Whatever a field holds, made into text where that makes sense: an object gives its name.
pub(super) struct Loose<'a>(pub(super) Option<Value<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Loose<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Loose(Some(Value::Text(Cow::Borrowed(text)))))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Loose(Some(Value::Text(Cow::Owned(text.to_owned())))))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Loose(Some(Value::Number(number))))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                let value = i64::try_from(number)
                    .map_or_else(|_| Value::Text(number.to_string().into()), Value::Number);
                Ok(Loose(Some(value)))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Loose(Some(Value::Text(number.to_string().into()))))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Loose(None))
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Loose(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(Loose(value)) = seq.next_element()? {
                    list.extend(value.map(|value| value.into_text(" ")));
                }
                Ok(Loose(Some(Value::List(list))))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut name = None;
                while let Some(Key(key)) = map.next_key()? {
                    let Loose(value) = map.next_value()?;
                    if matches!(&*key, "name" | "title" | "text" | "$oid" | "$date") && name.is_none() {
                        name = value;
                    }
                }
                Ok(Loose(name))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
