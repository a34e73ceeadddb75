-- The days from coming off the register to the first contact at which the child was
-- seen, before the next registration and up to the agreed date: of each area the lower
-- median and how many. Children who were not seen are not in it.
with events as materialized (
	select area, child, date, event, detail
	from source
	where event in ('registration', 'deregistration') or event = 'contact' and detail in ('seen', 'seen-alone')
),
register as (
	select area, child, date, event, detail,
		lag(event) over of_child as event_before,
		lead(date) over of_child as date_after
	from events
	where event <> 'contact'
	window of_child as (partition by area, child order by date)
),
off as (
	select area, child, date, coalesce(date_after, date '2026-07-31') as until
	from register
	where event = 'deregistration' and event_before is distinct from 'deregistration'
		and coalesce(detail, '') not in ('moved-area', 'turned-18', 'died')
		and date > date '2025-07-31' -- the twelve months of which a return has every child
),
gap as (
	select off.area, min(contact.date) - off.date as days
	from off
	join events contact on contact.area = off.area and contact.child = off.child
		and contact.date > off.date and contact.date <= off.until
	where contact.event = 'contact'
	group by off.area, off.child, off.date
)
select area, percentile_disc(0.5) within group (order by days) as median, count(*) as n
from gap
group by area
order by area
