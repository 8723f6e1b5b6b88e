from decimal import Decimal


def scaled(price: Decimal) -> Decimal:
    return price
